#pragma once

#include <string>
#include <vector>

#include "model/extract/glacierprior.h"
#include "model/feedback.h"
#include "model/front/tracefronts.h"

namespace calving
{

//! A sentence on a front that goes so many \a metres from every labelled one at most.
std::string farFromLabels( double metres );

/**
 * farFromLabels() of each of \a fronts that goes farther than \a prior expects; of others nothing. Warns of
 * the farthest.
 *
 * \a fronts: in the coordinates of \a crs; what lies outside the box of the labels does not count. Throws
 * Error where there is no way between the coordinate reference systems.
 */
std::vector<std::string> remarksOn( const std::vector<FrontLine> &fronts, const std::string &crs,
                                    const GlacierPrior &prior, const Feedback &feedback );

//! Warns where the network is sure of another zone than the labels, which were followed, on a square kilometre
//! or more (\a squareMetres): a change that the labels hold back looks like that, and so does an error.
void warnOfOverruled( double squareMetres, const GlacierPrior &prior, const Feedback &feedback );

} // namespace calving
