#pragma once

#include "model/check/glacierseries.h"

namespace calving
{

/**
 * Marks fronts of \a series that repeat another: of the same day and sensor (unknown ones are one), as far as
 * both lie beside each other, or of the same shape within a metre, whatever their dates.
 *
 * Two passes of one day are two fronts where times are known and more than an hour apart. Of several, the
 * first in time, then in the layer, is the one that is repeated.
 */
void markTwins( GlacierSeries &series );

} // namespace calving
