#include "model/nn/blas.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include <dlfcn.h>
#include <stdlib.h>
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

//! The best of several runs: other processes can only slow a run down.
template <typename Product> double speedOf( const Product &product )
{
  constexpr int runs = 7;
  double best = 0;
  for ( int i = 0; i < runs; ++i )
  {
    const auto start = std::chrono::steady_clock::now();
    product();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::max( best, 2.0 * side * side * side / seconds.count() / 1e9 );
  }
  return best;
}

BlasSpeed measure()
{
  const torch::NoGradGuard noGradient;
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

} // namespace calving
