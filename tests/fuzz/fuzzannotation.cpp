// A target for libFuzzer over every XML file that the SAR steps read: build it with the preset "fuzz", then
//   build/fuzz/tests/fuzzannotation -max_total_time=600 -max_len=20000 corpus tests/fuzz/corpus
// The first byte of an input chooses the kind of file, as in the names of the corpus.
#include <cstddef>
#include <cstdint>

#include "fuzz/sarfiles.h"

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  if ( size == 0 )
    return 0;
  const auto kind = static_cast<SarFile>( data[0] % static_cast<int>( SarFile::Count ) );
  useSarFile( kind, std::string( reinterpret_cast<const char *>( data + 1 ), size - 1 ) );
  return 0;
}
