#include "model/base/computeparameters.h"

#include <regex>

#include "model/base/lettercase.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! \a text as the name of a device. Whether the machine has it, the network finds out.
std::string deviceName( const std::string &text )
{
  static const std::regex known( "auto|cpu|cuda(:[0-9]{1,3})?" );
  const std::string name = lowerCase( text.empty() ? ComputeOptions().device : text );
  if ( !std::regex_match( name, known ) )
    throw Error( "DEVICE is “" + text + "”. Use auto, cpu, cuda or cuda:N, for instance cuda:0." );
  return name;
}

} // namespace

Parameters computeParameters( ComputeOptions &options )
{
  return advanced( optional( Parameters{
      text( "DEVICE", shown( "Device" ), options.device,
            shown( "Where the network runs: auto (a CUDA graphics card where there is one, else the "
                   "processor), cpu, cuda, or cuda:N for card number N, counted from 0." ),
            deviceName ),
      choice( "PRECISION", shown( "Number format" ), options.precision,
              { { Precision::Automatic, "auto" },
                { Precision::Float32, "float32" },
                { Precision::BFloat16, "bfloat16" } },
              shown( "Number format of the network's arithmetic: auto (bfloat16 where the hardware has it, "
                     "else float32), float32 (exact) or bfloat16 (faster on recent hardware)." ) ),
      number( "THREADS", shown( "Threads" ), options.threads, { 0, 1024 },
              shown( "Threads that the network uses on the processor. 0 uses every core." ) ) } ) );
}

} // namespace calving
