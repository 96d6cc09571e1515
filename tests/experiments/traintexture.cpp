// Trains the texture classifier of the series (model/weights/texture.safetensors).
//
//   traintexture CAFFE_FOLDER WEIGHTS MINUTES SEED GLACIER... [held_out=GLACIER|each] [simulated=FOLDER]
//
// CAFFE_FOLDER: sar/, zones/, fronts/ and manifest.csv, whole scenes of 256 x 256 pixels. Each glacier is
// read several times, each time with other scenes as its labels and with other dates missing, since the
// numbers of a cell depend on both. Truth counts within 4 km of the true front. The weights written are the
// mean of those of the last thousands of steps. MINUTES of one core, whatever else it does. Needs some 4 GB
// of memory; prints the loss, and how well glacier and ocean within 1.5 km of the front of the glacier held
// out are told apart. With held_out=each, one after the other is held out, and WEIGHTS is what the names of
// the files begin with. Half of the crops come from the glaciers of FOLDER (laid out as CAFFE_FOLDER), if
// any.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>

#include <gdal_priv.h>

#include <torch/torch.h>

#include "model/base/calendar.h"
#include "model/base/keptmemory.h"
#include "model/error.h"
#include "model/geometry/distancemap.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/textureunet.h"
#include "model/nn/weights.h"
#include "model/scene/zone.h"
#include "model/series/cells/texturenumbers.h"

using namespace calving;

namespace
{

constexpr int side = 256;
constexpr int cropSide = 64;
constexpr int variants = 8;

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

//! The rows of manifest.csv of \a folder: of each the cells by their headings.
std::vector<std::map<std::string, std::string>> manifestOf( const std::string &folder )
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
  std::vector<std::string> headings;
  if ( std::getline( table, line ) )
    headings = cells();
  std::vector<std::map<std::string, std::string>> rows;
  while ( std::getline( table, line ) )
  {
    const std::vector<std::string> row = cells();
    rows.emplace_back();
    for ( std::size_t i = 0; i < headings.size() && i < row.size(); ++i )
      rows.back().emplace( headings[i], row[i] );
  }
  return rows;
}

Glacier readGlacier( const std::string &folder, const std::string &name )
{
  Glacier glacier;
  for ( const std::map<std::string, std::string> &row : manifestOf( folder ) )
  {
    if ( row.at( "glacier" ) != name )
      continue;
    const std::string &stem = row.at( "stem" );
    Scene scene{ { stem, dayOfIsoDate( row.at( "date" ) ) + 0.5, row.at( "sensor" ) },
                 bytes( folder + "/sar/" + stem + ".png" ),
                 bytes( folder + "/zones/" + stem + "_zones.png" ),
                 bytes( folder + "/fronts/" + stem + "_front.png" ) };
    for ( std::size_t i = 0; i < scene.zones.size(); ++i )
      if ( --scene.zones[i] == 0 ) // coded from 1
        scene.grey[i] = 0;
    glacier.pixelMetres = { std::stod( row.at( "eff_px_x_m" ) ), std::stod( row.at( "eff_px_y_m" ) ) };
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

//! \a glacier, but each of its scenes with a probability of \a share only.
Glacier thinned( const Glacier &glacier, double share, Random &random )
{
  Glacier result{ {}, glacier.pixelMetres };
  std::bernoulli_distribution stays( share );
  for ( const Scene &scene : glacier.scenes )
    if ( stays( random ) )
      result.scenes.push_back( scene );
  return result.scenes.empty() ? glacier : result;
}

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
  std::vector<Scene> labelled;
  std::sample( glacier.scenes.begin(), glacier.scenes.end(), std::back_inserter( labelled ), labels, random );
  for ( const Scene &scene : labelled )
    evidence.addLabel( { scene.about.name, scene.about.day, scene.zones, scene.front } );
  const SeriesCells cells( evidence );
  const SeriesPersistence persistence( evidence, cells, 1, {} );
  const CellLabels drawn = labelsOfCells( cells, drawingsOnCells( cells, evidence.labels() ) );
  const TextureNumbers numbers( cells, persistence, drawn );
  for ( std::size_t index = 0; index < glacier.scenes.size(); ++index )
  {
    const Scene &scene = glacier.scenes[index];
    const std::vector<float> toFront =
        distanceMap( cells.anyOf( scene.front ), cells.width(), cells.height(), cells.metres() );
    std::vector<float> values = numbers.ofScene( static_cast<int>( index ) );
    const float *hasData = values.data() + TextureNumbers::dataPlane * cells.cells();
    const std::vector<std::uint8_t> zones = cells.middles( scene.zones );
    std::vector<float> truth( cells.cells() );
    std::vector<float> weight( cells.cells() );
    Sample sample;
    for ( std::size_t i = 0; i < cells.cells(); ++i )
    {
      const auto zone = static_cast<Zone>( zones[i] );
      truth[i] = zone == Zone::Glacier ? 1 : 0;
      weight[i] = ( zone == Zone::Glacier || zone == Zone::Ocean ) && drawn.domain[i] && hasData[i] > 0 &&
                          toFront[i] < countsWithin
                      ? 1
                      : 0;
      if ( drawn.domain[i] && toFront[i] < nearWithin )
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

bool happens( Random &random, double probability )
{
  return std::bernoulli_distribution( probability )( random );
}

double between( Random &random, double least, double most )
{
  return std::uniform_real_distribution<double>( least, most )( random );
}

//! \a values, stretched around 0 and moved by chance. The whole of it alike.
torch::Tensor disturbed( const torch::Tensor &values, double stretch, double shift, Random &random )
{
  std::normal_distribution<double> normal;
  return values * ( 1 + stretch * normal( random ) ) + shift * normal( random );
}

//! The numbers of a crop as another glacier, sensor or season might give them.
torch::Tensor disturbedNumbers( const torch::Tensor &numbers, Random &random )
{
  torch::Tensor result = numbers.clone();
  torch::Tensor alike = result.slice( 0, 0, persistencePlanes );
  alike.copy_( disturbed( alike, 0.25, 0.1, random ) + 0.06 * torch::randn( { persistencePlanes, 1, 1 } ) );
  torch::Tensor like = result.slice( 0, persistencePlanes, TextureNumbers::brightnessPlane );
  if ( happens( random, 0.2 ) )
    like.zero_();
  else
    like.copy_( disturbed( like, 0.3, 0, random ) +
                0.2 * torch::randn( { TextureNumbers::likenessPlanes, 1, 1 } ) );
  torch::Tensor bright = result[TextureNumbers::brightnessPlane];
  bright.copy_( disturbed( bright, 0.2, 0.3, random ) );
  // In winter what is dark in summer is bright.
  if ( happens( random, 0.2 ) )
    bright.neg_();
  return result;
}

torch::Tensor disturbedPicture( const torch::Tensor &picture, Random &random )
{
  torch::Tensor result = disturbed( picture, 0.25, 0.3, random );
  if ( happens( random, 0.2 ) )
    result = -result;
  if ( happens( random, 0.2 ) )
    result = torch::avg_pool2d( result, 3, 1, 1 );
  else if ( happens( random, 0.4 ) )
    result = result + between( random, 0, 0.6 ) * torch::randn_like( result );
  return happens( random, 0.15 ) ? torch::zeros_like( result ) : result;
}

//! A crop around some place near the front, larger or smaller, disturbed, turned and mirrored: planes of
//! numbers, truth, weight.
torch::Tensor crop( const Sample &sample, Random &random )
{
  constexpr int away = 20;
  constexpr double zoom = 0.35;
  constexpr int parts = 2;
  const auto height = static_cast<int>( sample.truth.size( 1 ) );
  const auto width = static_cast<int>( sample.truth.size( 2 ) );
  const int from =
      std::min( { static_cast<int>( std::lround( cropSide * std::exp( between( random, -zoom, zoom ) ) ) ),
                  height, width } );
  const int cell = sample.nearFront[below( random, static_cast<int>( sample.nearFront.size() ) )];
  const auto start = [&]( int at, int length )
  { return std::clamp( at + below( random, 2 * away + 1 ) - away - from / 2, 0, length - from ); };
  const int top = start( cell / width, height );
  const int left = start( cell % width, width );
  // Nearest neighbours, in cells and in their quarters.
  const auto zoomed = [&]( const torch::Tensor &planes, int side )
  {
    const torch::Tensor part =
        planes.slice( 1, top * side, ( top + from ) * side ).slice( 2, left * side, ( left + from ) * side );
    const torch::Tensor at =
        ( ( torch::arange( cropSide * side ) + 0.5 ) * from / cropSide ).floor().to( torch::kLong );
    return part.index_select( 1, at ).index_select( 2, at );
  };
  const torch::Tensor picture =
      torch::pixel_shuffle( sample.numbers.slice( 0, TextureNumbers::quarters ).unsqueeze( 0 ), parts )[0];
  torch::Tensor quarters = disturbedPicture( zoomed( picture, parts ), random );
  torch::Tensor all = torch::cat(
      { disturbedNumbers( zoomed( sample.numbers.slice( 0, 0, TextureNumbers::quarters ), 1 ), random ),
        zoomed( torch::cat( { sample.truth, sample.weight } ), 1 ) } );
  const int turns = below( random, 4 );
  const bool mirrored = happens( random, 0.5 );
  for ( torch::Tensor *tensor : { &all, &quarters } )
  {
    *tensor = torch::rot90( *tensor, turns, { 1, 2 } );
    if ( mirrored )
      *tensor = tensor->flip( { 2 } );
  }
  return torch::cat( { all.slice( 0, 0, TextureNumbers::quarters ),
                       torch::pixel_unshuffle( quarters.contiguous().unsqueeze( 0 ), parts )[0],
                       all.slice( 0, TextureNumbers::quarters ) } );
}

//! The mean of a network's weights over some thousand steps: steadier than any of them.
class MeanWeights
{
public:
  MeanWeights() { mNetwork->eval(); }

  void add( TextureUnet &network, int step )
  {
    const torch::NoGradGuard guard;
    const double kept = std::min( 0.999, static_cast<double>( step ) / ( step + 10 ) );
    const std::vector<torch::Tensor> from = network->parameters();
    std::vector<torch::Tensor> to = mNetwork->parameters();
    for ( std::size_t i = 0; i < from.size(); ++i )
      to[i].mul_( kept ).add_( from[i], 1 - kept );
  }

  TextureUnet &network() { return mNetwork; }

private:
  TextureUnet mNetwork{ TextureUnetOptions( TextureNumbers::planes ) };
};

//! How well glacier and ocean near the front are told apart: area under the curve, and loss.
void sayHowWell( const std::vector<Sample> &samples, TextureUnet &network )
{
  const torch::NoGradGuard guard;
  std::vector<torch::Tensor> odds;
  std::vector<torch::Tensor> truth;
  for ( const Sample &sample : samples )
  {
    torch::Tensor near = torch::zeros_like( sample.weight );
    near.view( -1 ).index_fill_( 0, torch::tensor( sample.nearFront, torch::kLong ), 1 );
    const torch::Tensor counts = ( near * sample.weight )[0] > 0;
    odds.push_back( network( sample.numbers.unsqueeze( 0 ) )[0].masked_select( counts ) );
    truth.push_back( sample.truth[0].masked_select( counts ) );
  }
  const torch::Tensor all = torch::cat( odds );
  const torch::Tensor right = torch::cat( truth );
  const torch::Tensor sorted = right.index_select( 0, all.argsort() );
  const double positives = sorted.sum().item<double>();
  const double negatives = static_cast<double>( sorted.numel() ) - positives;
  // Of all pairs, those in which glacier has the higher odds.
  const double pairs = ( sorted * ( 1 - sorted ).cumsum( 0, torch::kDouble ) ).sum().item<double>();
  std::printf( "held out: area under the curve %.4f, loss %.3f\n", pairs / ( positives * negatives ),
               torch::binary_cross_entropy_with_logits( all, right ).item<double>() );
}

//! What is learnt from: real scenes, and simulated ones, if any.
struct Learnt
{
  std::vector<Sample> real;
  std::vector<Sample> simulated;

  const Sample &any( Random &random ) const
  {
    const std::vector<Sample> &from = !simulated.empty() && happens( random, 0.5 ) ? simulated : real;
    return from[below( random, static_cast<int>( from.size() ) )];
  }
};

void train( const Learnt &samples, const std::vector<Sample> &heldOut, TextureUnet &network,
            MeanWeights &mean, double minutes, Random &random )
{
  constexpr double rate = 2e-3;
  constexpr int batch = 8;
  constexpr int warmUp = 50;
  constexpr int spoken = 1000;
  torch::optim::AdamW optimiser( network->parameters(),
                                 torch::optim::AdamWOptions( rate ).weight_decay( 1e-2 ) );
  const std::clock_t start = std::clock();
  double sum = 0;
  for ( int step = 1;; ++step )
  {
    const double share = static_cast<double>( std::clock() - start ) / CLOCKS_PER_SEC / ( 60 * minutes );
    if ( share >= 1 )
      break;
    const double factor =
        0.5 * ( 1 + std::cos( M_PI * share ) ) * std::min( 1.0, static_cast<double>( step ) / warmUp );
    for ( torch::optim::OptimizerParamGroup &group : optimiser.param_groups() )
      static_cast<torch::optim::AdamWOptions &>( group.options() ).lr( rate * factor + 1e-5 );
    std::vector<torch::Tensor> crops;
    for ( int i = 0; i < batch; ++i )
      crops.push_back( crop( samples.any( random ), random ) );
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
    mean.add( network, step );
    sum += loss.item<double>();
    if ( step % spoken == 0 )
    {
      std::printf( "step %d, %.0f %%, loss %.3f\n", step, 100 * share, sum / spoken );
      if ( !heldOut.empty() )
        sayHowWell( heldOut, mean.network() );
      std::fflush( stdout );
      sum = 0;
    }
  }
}

//! Samples of each glacier: to learn from, each with other labels and dates, and to be held out.
struct SamplesOfGlacier
{
  std::vector<Sample> learnt;
  std::vector<Sample> heldOut;
};

//! Adds samples to learn from, each variant with other labels and dates; from \a first on.
void addVariants( const Glacier &glacier, int first, int count, Random &random, std::vector<Sample> &samples )
{
  const std::array<int, 3> labels{ 1, 3, 6 };
  std::uniform_real_distribution<double> share( 0.3, 1 );
  for ( int variant = first; variant < first + count; ++variant )
    addSamples( variant % 2 == 0 ? glacier : thinned( glacier, share( random ), random ),
                labels[variant % labels.size()], random, samples );
}

SamplesOfGlacier samplesOf( const Glacier &glacier, Random &random )
{
  SamplesOfGlacier result;
  addVariants( glacier, 0, variants, random, result.learnt );
  addSamples( glacier, 3, random, result.heldOut );
  return result;
}

//! Of all glaciers of a folder: there are many, of few dates, so that two variants of each do.
std::vector<Sample> simulatedSamples( const std::string &folder, Random &random )
{
  std::set<std::string> names;
  for ( const std::map<std::string, std::string> &row : manifestOf( folder ) )
    names.insert( row.at( "glacier" ) );
  std::vector<Sample> samples;
  int first = 0;
  for ( const std::string &name : names )
    addVariants( readGlacier( folder, name ), first++, 2, random, samples );
  return samples;
}

struct Wanted
{
  std::string path;
  std::string seed;
  std::string minutes;
};

//! Trains on all glaciers but \a without and writes the weights.
void trainWithout( const std::string &without, const std::map<std::string, SamplesOfGlacier> &glaciers,
                   const std::vector<Sample> &simulated, const Wanted &wanted, Random &random )
{
  Learnt samples{ {}, simulated }; // tensors, of which nothing is copied
  std::string names;
  for ( const auto &[name, of] : glaciers )
    if ( name != without )
    {
      samples.real.insert( samples.real.end(), of.learnt.begin(), of.learnt.end() );
      names += ( names.empty() ? "" : " " ) + name;
    }
  std::printf( "%zu samples of %s, %zu simulated\n", samples.real.size(), names.c_str(), simulated.size() );
  torch::manual_seed( std::stoul( wanted.seed ) );
  TextureUnet network( TextureUnetOptions( TextureNumbers::planes ) );
  MeanWeights mean;
  train( samples, without.empty() ? std::vector<Sample>() : glaciers.at( without ).heldOut, network, mean,
         std::stod( wanted.minutes ), random );
  TensorFile file = storeWeights( *mean.network() );
  file.metadata = {
      { "trained_on", "CaFFe (Gourmelon et al. 2022, doi:10.1594/PANGAEA.940950, CC BY 4.0): " + names +
                          ( simulated.empty() ? "" : "; simulated glaciers (calvingfront:simulatescene)" ) },
      { "seed", wanted.seed },
      { "minutes", wanted.minutes },
      { "license", "CC BY 4.0" } };
  writeSafetensors( wanted.path, file );
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
    const KeptMemory kept;
    const Wanted wanted{ argv[2], argv[4], argv[3] };
    Random random( std::stoul( wanted.seed ) );
    const auto valueOf = []( const std::string &argument, const std::string &key )
    { return argument.rfind( key, 0 ) == 0 ? std::optional( argument.substr( key.size() ) ) : std::nullopt; };
    std::map<std::string, SamplesOfGlacier> glaciers;
    std::vector<Sample> simulated;
    std::string heldOut;
    for ( int i = 5; i < argc; ++i )
    {
      std::string name = argv[i];
      if ( const auto folder = valueOf( name, "simulated=" ) )
      {
        simulated = simulatedSamples( *folder, random );
        continue;
      }
      if ( const auto out = valueOf( name, "held_out=" ) )
      {
        heldOut = name = *out;
        if ( name == "each" )
          continue;
      }
      glaciers.emplace( name, samplesOf( readGlacier( argv[1], name ), random ) );
    }
    if ( heldOut != "each" )
      trainWithout( heldOut, glaciers, simulated, wanted, random );
    else
      for ( const auto &glacier : glaciers )
        trainWithout( glacier.first, glaciers, simulated,
                      { wanted.path + glacier.first + ".safetensors", wanted.seed, wanted.minutes }, random );
    return 0;
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
