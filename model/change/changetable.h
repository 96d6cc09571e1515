#pragma once

#include <string>
#include <vector>

#include "model/base/column.h"
#include "model/change/frontchange.h"

namespace calving
{

//! \name The table of changes: columns, and the values of a row as text, a number with a point as decimal
//! sign; empty where unknown.
//!@{
const std::vector<Column> &changeColumns();
std::vector<std::string> changeValues( const GlacierChange &change, const ChangeRow &row );
//!@}

//! The same of the table of months. REQUIRES: \a month is one of \a change.
const std::vector<Column> &monthColumns();
std::vector<std::string> monthValues( const GlacierChange &change, const MonthlyMass &month );

//! Writes the table of all glaciers as comma-separated text, whole or not at all. Throws Error, naming the
//! path.
void writeChangeCsv( const std::string &path, const std::vector<GlacierChange> &changes );

} // namespace calving
