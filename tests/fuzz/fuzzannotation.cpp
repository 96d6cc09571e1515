// A target for libFuzzer over every XML file that the SAR steps read: build it with the preset "fuzz", then
//   build/fuzz/tests/fuzzannotation -max_total_time=600 -max_len=20000 corpus tests/fuzz/corpus
// The first byte of an input chooses the kind of file, as in the names of the corpus. An input that crashed
// belongs into the corpus, where testhostilefiles.cpp tries it and what is like it in every run of the tests.
#include <cstddef>
#include <cstdint>

#include "fuzz/sarfiles.h"

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  useInput( std::string( reinterpret_cast<const char *>( data ), size ) );
  return 0;
}
