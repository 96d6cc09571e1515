// Trains the texture classifier of the series (model/weights/texture.safetensors).
//
//   traintexture CAFFE_FOLDER WEIGHTS MINUTES SEED GLACIER...
//
// CAFFE_FOLDER: sar/, zones/, fronts/ and manifest.csv, whole scenes of 256 x 256 pixels. Each glacier is
// read several times, each time with other scenes as its labels, since some numbers of a cell depend on them.
// Truth counts within 4 km of the true front. Needs some 3 GB of memory; prints the loss.

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include <gdal_priv.h>

#include <torch/torch.h>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/geometry/distancemap.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/textureunet.h"
#include "model/nn/weights.h"
#include "model/scene/zone.h"
#include "model/series/texturenumbers.h"

using namespace calving;

namespace
{

constexpr int side = 256;
constexpr int cropSide = 64;
constexpr int variants = 6;

using Random = std::mt19937_64;

int below( Random &random, int end )
{
  return std::uniform_int_distribution<int>( 0, end - 1 )( random );
}

std::vector<std::uint8_t> bytes( const std::string &path )
{
  const std::unique_ptr<GDALDataset> file( GDALDataset::Open( path.c_str(), GDAL_OF_RASTER ) );
  std::vector<std::uint8_t> values( side * side );
  if ( !file || file->GetRasterXSize() != side || file->GetRasterYSize() != side ||
       file->GetRasterBand( 1 )->RasterIO( GF_Read, 0, 0, side, side, values.data(), side, side, GDT_Byte, 0,
                                           0 ) != CE_None )
    throw Error( path + " is no raster of 256 x 256 pixels." );
  return values;
}

struct Scene
{
  SeriesScene about;
  std::vector<std::uint8_t> grey;
  std::vector<std::uint8_t> zones;
  std::vector<std::uint8_t> front;
};

struct Glacier
{
  std::vector<Scene> scenes;
  std::array<double, 2> pixelMetres{};
};

Glacier readGlacier( const std::string &folder, const std::string &name )
{
  std::ifstream table( folder + "/manifest.csv" );
  std::string line;
  const auto cells = [&line]
  {
    std::vector<std::string> result;
    std::istringstream stream( line );
    for ( std::string cell; std::getline( stream, cell, ',' ); )
      result.push_back( cell );
    return result;
  };
  std::map<std::string, std::size_t> column;
  if ( std::getline( table, line ) )
    for ( const std::string &heading : cells() )
      column.emplace( heading, column.size() );
  Glacier glacier;
  while ( std::getline( table, line ) )
  {
    const std::vector<std::string> row = cells();
    if ( row.at( column.at( "glacier" ) ) != name )
      continue;
    const std::string &stem = row.at( column.at( "stem" ) );
    Scene scene{
        { stem, dayOfIsoDate( row.at( column.at( "date" ) ) ) + 0.5, row.at( column.at( "sensor" ) ) },
        bytes( folder + "/sar/" + stem + ".png" ),
        bytes( folder + "/zones/" + stem + "_zones.png" ),
        bytes( folder + "/fronts/" + stem + "_front.png" ) };
    for ( std::size_t i = 0; i < scene.zones.size(); ++i )
      if ( --scene.zones[i] == 0 ) // coded from 1
        scene.grey[i] = 0;
    glacier.pixelMetres = { std::stod( row.at( column.at( "eff_px_x_m" ) ) ),
                            std::stod( row.at( column.at( "eff_px_y_m" ) ) ) };
    glacier.scenes.push_back( std::move( scene ) );
  }
  if ( glacier.scenes.empty() )
    throw Error( folder + "/manifest.csv names no scene of " + name + "." );
  return glacier;
}

//! What the network learns from: a scene's numbers, what is true, and where that counts.
struct Sample
{
  torch::Tensor numbers;
  torch::Tensor truth;
  torch::Tensor weight;
  //! Cells, row by row, near the true front.
  std::vector<int> nearFront;
};

void addSamples( const Glacier &glacier, int labels, Random &random, std::vector<Sample> &samples )
{
  constexpr double countsWithin = 4000;
  constexpr double nearWithin = 1500;
  RasterGrid grid;
  grid.width = side;
  grid.height = side;
  SeriesEvidence evidence( grid, glacier.pixelMetres, "/tmp" );
  for ( const Scene &scene : glacier.scenes )
  {
    std::uint8_t *planes = evidence.add( scene.about );
    std::fill( planes, planes + seriesPlanes * evidence.pixels(), 0 );
    std::copy( scene.grey.begin(), scene.grey.end(),
               planes + static_cast<std::size_t>( SeriesPlane::Grey ) * evidence.pixels() );
  }
  for ( int label = 0; label < labels; ++label )
  {
    const Scene &scene = glacier.scenes[below( random, static_cast<int>( glacier.scenes.size() ) )];
    evidence.addLabel( { scene.about.name, scene.about.day, scene.zones, scene.front } );
  }
  const SeriesCells cells( evidence );
  const TextureNumbers numbers( evidence, cells, cells.labels() );
  const int step = cells.pixelsPerSide();
  for ( std::size_t index = 0; index < glacier.scenes.size(); ++index )
  {
    const Scene &scene = glacier.scenes[index];
    std::vector<std::uint8_t> front( cells.cells() );
    for ( int row = 0; row < side; ++row )
      for ( int column = 0; column < side; ++column )
        if ( scene.front[row * side + column] )
          front[row / step * cells.width() + column / step] = 1;
    const std::vector<float> toFront = distanceMap( front, cells.width(), cells.height(), cells.metres() );
    std::vector<float> values = numbers.ofScene( static_cast<int>( index ) );
    const float *hasData = values.data() + ( TextureNumbers::planes - 1 ) * cells.cells();
    std::vector<float> truth( cells.cells() );
    std::vector<float> weight( cells.cells() );
    Sample sample;
    for ( std::size_t i = 0; i < cells.cells(); ++i )
    {
      const int row = std::min( static_cast<int>( i ) / cells.width() * step + step / 2, side - 1 );
      const int column = std::min( static_cast<int>( i ) % cells.width() * step + step / 2, side - 1 );
      const auto zone = static_cast<Zone>( scene.zones[row * side + column] );
      truth[i] = zone == Zone::Glacier ? 1 : 0;
      weight[i] = ( zone == Zone::Glacier || zone == Zone::Ocean ) && cells.domain()[i] && hasData[i] > 0 &&
                          toFront[i] < countsWithin
                      ? 1
                      : 0;
      if ( cells.domain()[i] && toFront[i] < nearWithin )
        sample.nearFront.push_back( static_cast<int>( i ) );
    }
    if ( sample.nearFront.empty() )
      continue;
    const auto tensor = [&cells]( std::vector<float> &from, int64_t planes ) {
      return torch::tensor( from ).reshape( { planes, cells.height(), cells.width() } );
    };
    sample.numbers = tensor( values, TextureNumbers::planes );
    sample.truth = tensor( truth, 1 );
    sample.weight = tensor( weight, 1 );
    samples.push_back( std::move( sample ) );
  }
}

//! A crop around some place near the front, turned and mirrored.
torch::Tensor crop( const Sample &sample, Random &random )
{
  constexpr int away = 20;
  const auto height = static_cast<int>( sample.truth.size( 1 ) );
  const auto width = static_cast<int>( sample.truth.size( 2 ) );
  const int cell = sample.nearFront[below( random, static_cast<int>( sample.nearFront.size() ) )];
  const int top =
      std::clamp( cell / width + below( random, 2 * away + 1 ) - away - cropSide / 2, 0, height - cropSide );
  const int left =
      std::clamp( cell % width + below( random, 2 * away + 1 ) - away - cropSide / 2, 0, width - cropSide );
  torch::Tensor all = torch::cat( { sample.numbers, sample.truth, sample.weight } )
                          .slice( 1, top, top + cropSide )
                          .slice( 2, left, left + cropSide );
  std::normal_distribution<float> normal;
  all = all.clone();
  all.slice( 0, 0, persistencePlanes ) += 0.05f * normal( random );
  all[TextureNumbers::planes - 2] += 0.2f * normal( random );
  all = torch::rot90( all, below( random, 4 ), { 1, 2 } );
  return below( random, 2 ) == 0 ? all : all.flip( { 2 } );
}

void train( const std::vector<Sample> &samples, TextureUnet &network, double minutes, Random &random )
{
  constexpr double rate = 2e-3;
  constexpr int batch = 8;
  constexpr int warmUp = 50;
  constexpr int spoken = 200;
  torch::optim::AdamW optimiser( network->parameters(),
                                 torch::optim::AdamWOptions( rate ).weight_decay( 1e-3 ) );
  const auto start = std::chrono::steady_clock::now();
  double sum = 0;
  for ( int step = 1;; ++step )
  {
    const double share =
        std::chrono::duration<double>( std::chrono::steady_clock::now() - start ).count() / ( 60 * minutes );
    if ( share >= 1 )
      break;
    const double factor =
        0.5 * ( 1 + std::cos( M_PI * share ) ) * std::min( 1.0, static_cast<double>( step ) / warmUp );
    for ( torch::optim::OptimizerParamGroup &group : optimiser.param_groups() )
      static_cast<torch::optim::AdamWOptions &>( group.options() ).lr( rate * factor + 1e-5 );
    std::vector<torch::Tensor> crops;
    for ( int i = 0; i < batch; ++i )
      crops.push_back( crop( samples[below( random, static_cast<int>( samples.size() ) )], random ) );
    const torch::Tensor all = torch::stack( crops );
    const torch::Tensor weight = all.select( 1, TextureNumbers::planes + 1 );
    const torch::Tensor loss =
        ( torch::binary_cross_entropy_with_logits(
              network( all.slice( 1, 0, TextureNumbers::planes ).contiguous() ),
              all.select( 1, TextureNumbers::planes ), {}, {}, torch::Reduction::None ) *
          weight )
            .sum() /
        ( weight.sum() + 1 );
    optimiser.zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_( network->parameters(), 1.0 );
    optimiser.step();
    sum += loss.item<double>();
    if ( step % spoken == 0 )
    {
      std::printf( "step %d, %.0f %%, loss %.3f\n", step, 100 * share, sum / spoken );
      std::fflush( stdout );
      sum = 0;
    }
  }
}

} // namespace

int main( int argc, char **argv )
{
  try
  {
    if ( argc < 6 )
      throw Error( "traintexture CAFFE_FOLDER WEIGHTS MINUTES SEED GLACIER..." );
    GDALAllRegister();
    torch::set_num_threads( 1 );
    const unsigned long seed = std::stoul( argv[4] );
    torch::manual_seed( seed );
    Random random( seed );
    std::vector<Sample> samples;
    std::string glaciers;
    for ( int i = 5; i < argc; ++i )
    {
      const Glacier glacier = readGlacier( argv[1], argv[i] );
      for ( int variant = 0; variant < variants; ++variant )
        addSamples( glacier, variant % 2 == 0 ? 1 : 3, random, samples );
      glaciers += ( i > 5 ? " " : "" ) + std::string( argv[i] );
    }
    std::printf( "%zu samples\n", samples.size() );
    TextureUnet network( TextureUnetOptions( TextureNumbers::planes ) );
    train( samples, network, std::stod( argv[3] ), random );
    TensorFile file = storeWeights( *network );
    file.metadata = {
        { "trained_on", "CaFFe (Gourmelon et al. 2022, doi:10.1594/PANGAEA.940950, CC BY 4.0): " + glaciers },
        { "seed", argv[4] },
        { "minutes", argv[3] },
        { "license", "CC BY 4.0" } };
    writeSafetensors( argv[2], file );
    return 0;
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
