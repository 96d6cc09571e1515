#pragma once

#include <string>
#include <vector>

#include "model/change/frontchange.h"

namespace calving
{

/**
 * Everything of the change of \a glacier but the measuring: its plane, rows with their fronts on it,
 * direction of flow, centreline and box. Throws Error as measureChange() does.
 */
GlacierChange glacierSetup( const std::string &glacier, const std::vector<DatedFront> &fronts,
                            const ChangeInput &input, const ChangeOptions &options );

//! The same without a box: enough to know on which side of the fronts the ocean is.
GlacierChange placedGlacier( const std::string &glacier, const std::vector<DatedFront> &fronts,
                             const ChangeInput &input, const ChangeOptions &options );

//! The name of a glacier in a sentence.
std::string shownName( const std::string &glacier );

} // namespace calving
