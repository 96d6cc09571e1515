#include "algorithms/parameters/computelog.h"

namespace calving
{

void logCompute( const ComputeOptions &options, const Feedback &feedback )
{
  feedback.inform( describeCompute( options ) );
  const std::string slow = slowBlasWarning();
  if ( !slow.empty() )
    feedback.warn( slow );
}

} // namespace calving
