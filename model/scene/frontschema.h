#pragma once

#include <vector>

#include "model/base/column.h"

namespace calving
{

/**
 * The attributes of a calving front, as all algorithms write them, in this order.
 *
 * Names follow what databases of fronts have in common; the aliases, for Shapefiles, are those of CALFIN
 * (Cheng et al. 2021) and TermPicks (Goliber et al. 2022) where these have the attribute, TRACK and ORBIT
 * those of the Sentinel-1 fronts of Black. What is not known of a front is NULL. Names are what people's
 * scripts and styles ask for: they may be added, never changed.
 *
 * An algorithm that can never know an attribute leaves it out (see frontColumnsNamed()).
 */
const std::vector<Column> &frontColumns();

//! Those of the attributes that \a names name, in the order of the table. REQUIRES: the table has them all.
std::vector<Column> frontColumnsNamed( const std::vector<const char *> &names );

} // namespace calving
