#include "model/nn/blas.h"

#include <algorithm>
#include <locale>
#include <sstream>
#include <utility>
#include <vector>

#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <torch/torch.h>

namespace calving
{

namespace
{

constexpr int side = 192;

void loopProduct( const float *a, const float *b, float *c )
{
  std::fill( c, c + side * side, 0.0f );
  for ( int row = 0; row < side; ++row )
    for ( int inner = 0; inner < side; ++inner )
      for ( int column = 0; column < side; ++column )
        c[row * side + column] += a[row * side + inner] * b[inner * side + column];
}

//! Seconds that the calling thread has spent on a processor: on a busy machine the clock on the wall goes on
//! while it waits for one.
double processorSeconds()
{
  timespec time{};
  clock_gettime( CLOCK_THREAD_CPUTIME_ID, &time );
  return static_cast<double>( time.tv_sec ) + 1e-9 * static_cast<double>( time.tv_nsec );
}

//! One thread for torch while it lives: the time of the others would not be counted.
class OneThread
{
public:
  OneThread() { torch::set_num_threads( 1 ); }
  ~OneThread() { torch::set_num_threads( mBefore ); }
  OneThread( const OneThread & ) = delete;
  OneThread &operator=( const OneThread & ) = delete;

private:
  int mBefore = torch::get_num_threads();
};

//! The best of several runs: whatever shares the processor's caches can only slow a run down.
template <typename Product> double speedOf( const Product &product )
{
  constexpr int runs = 7;
  double best = 0;
  for ( int i = 0; i < runs; ++i )
  {
    const double start = processorSeconds();
    product();
    const double seconds = std::max( processorSeconds() - start, 1e-9 );
    best = std::max( best, 2.0 * side * side * side / seconds / 1e9 );
  }
  return best;
}

BlasSpeed measure()
{
  const torch::NoGradGuard noGradient;
  const OneThread oneThread;
  const torch::Tensor a = torch::rand( { side, side } );
  const torch::Tensor b = torch::rand( { side, side } );
  torch::Tensor c = torch::empty( { side, side } );
  return { speedOf( [&] { torch::mm_out( c, a, b ); } ),
           speedOf( [&] { loopProduct( a.data_ptr<float>(), b.data_ptr<float>(), c.data_ptr<float>() ); } ) };
}

//! The real path of the library that gives torch its sgemm; empty where that is torch itself.
std::string blasPath()
{
  void *symbol = dlsym( RTLD_DEFAULT, "sgemm_" );
  Dl_info info{};
  if ( !symbol || dladdr( symbol, &info ) == 0 || !info.dli_fname )
    return {};
  char *resolved = realpath( info.dli_fname, nullptr );
  const std::string path = resolved ? resolved : info.dli_fname;
  free( resolved );
  return path;
}

} // namespace

const BlasSpeed &blasSpeed()
{
  static const BlasSpeed speed = measure();
  return speed;
}

std::string blasName()
{
  const std::string path = blasPath();
  const std::pair<const char *, const char *> known[] = { { "openblas", "OpenBLAS" },
                                                          { "mkl", "MKL" },
                                                          { "blis", "BLIS" },
                                                          { "atlas", "ATLAS" },
                                                          { "/blas/libblas", "reference BLAS" } };
  for ( const auto &[part, name] : known )
    if ( path.find( part ) != std::string::npos )
      return name;
  return at::hasMKL() ? "MKL" : "BLAS";
}

std::string blasWarning( const std::string &library, const BlasSpeed &speed )
{
  const bool optimised = library == "OpenBLAS" || library == "MKL" || library == "BLIS";
  // Optimised libraries are five to thirty times as fast as a plain loop, the reference one is not even
  // twice.
  if ( optimised || speed.library >= 2.5 * speed.loop )
    return {};
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( 2 );
  text << "Matrix products run at only " << speed.library << " GFLOP/s with the library " << library
       << ", many times below what this processor can do. Install a fast one with: apt install "
          "libopenblas0-openmp";
  return text.str();
}

} // namespace calving
