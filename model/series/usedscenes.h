#pragma once

#include "model/feedback.h"
#include "model/modelfile/modelcard.h"
#include "model/series/evidence/evidencefolder.h"
#include "model/series/extractseries.h"
#include "model/series/seriesplan.h"

namespace calving
{

//! Throws Error, naming the parameter, where \a request names a part of a series that there cannot be, or
//! that would leave nothing behind, or of a model (\a card) that reads sequences.
void requirePart( const SeriesRequest &request, const ModelCard &card );

//! Leaves out of \a plan, with a warning each, what does not reach \a box. Throws Error if nothing is left.
void leaveOutElsewhere( SeriesPlan &plan, const RasterGrid &box, const Feedback &feedback );

//! Leaves out what \a folder knows cannot be read, in one sentence.
void leaveOutKnown( SeriesPlan &plan, const EvidenceFolder &folder, const SeriesRequest &request,
                    const Feedback &feedback );

//! Throws Error where \a folder knows a product of \a plan as other parameters than those of \a request made
//! it.
void requireSameProducts( const SeriesPlan &plan, const EvidenceFolder &folder,
                          const SeriesRequest &request );

//! Keeps only the scenes of \a request's part: every so many-th. REQUIRES: requirePart(), and a part.
void keepPart( SeriesPlan &plan, const SeriesRequest &request, const Feedback &feedback );

} // namespace calving
