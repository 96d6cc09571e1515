#include "model/series/estimate/fronterror.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/front/frontwander.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tensors/strictjson.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

namespace
{

constexpr const char *calibrationKey = "front_error";

//! Logarithms of metres by a typical one, so that the constant is that of a typical front.
constexpr double typicalMetres = 300;
constexpr double leastMetres = 30;
double movedSign( double metres )
{
  constexpr double scale = 100;
  return std::log1p( metres / scale );
}

double number( const nlohmann::json &table, const char *key, const std::string &path )
{
  const auto found = table.find( key );
  if ( found == table.end() || !found->is_number() )
    throw Error( "The model file " + path + " is damaged: “" + calibrationKey +
                 "” of its header lacks the number “" + key + "”." );
  return found->get<double>();
}

} // namespace

FrontError expectedError( const ErrorSigns &signs, const ErrorCalibration &calibration )
{
  double sum = calibration.constant +
               calibration.wander * std::log( frontWander( signs.daysToLabel ) / typicalMetres ) +
               calibration.moved * movedSign( signs.movedMetres );
  sum += signs.betweenLabelsMetres ? calibration.between * movedSign( *signs.betweenLabelsMetres )
                                   : calibration.oneSided;
  if ( signs.leftOutMetres )
    sum += calibration.checked +
           calibration.leftOut * std::log( std::max( *signs.leftOutMetres, leastMetres ) / typicalMetres );
  const double middle = std::exp( sum );
  return { middle * calibration.ratioMean, middle * calibration.ratio68, middle * calibration.ratio95 };
}

std::optional<ErrorCalibration> readErrorCalibration( const std::string &path )
{
  const TensorFile file = readTensorFile( path );
  const auto text = file.metadata.find( calibrationKey );
  if ( text == file.metadata.end() )
    return std::nullopt;
  const nlohmann::json table = parseStrictJson( text->second, path );
  if ( !table.is_object() )
    throw Error( "The model file " + path + " is damaged: “" + calibrationKey +
                 "” of its header is no table." );
  ErrorCalibration calibration;
  for ( const auto &[key, value] : { std::pair( "constant", &calibration.constant ),
                                     { "wander", &calibration.wander },
                                     { "moved", &calibration.moved },
                                     { "between", &calibration.between },
                                     { "one_sided", &calibration.oneSided },
                                     { "left_out", &calibration.leftOut },
                                     { "checked", &calibration.checked },
                                     { "ratio_mean", &calibration.ratioMean },
                                     { "ratio_68", &calibration.ratio68 },
                                     { "ratio_95", &calibration.ratio95 } } )
    *value = number( table, key, path );
  return calibration;
}

} // namespace calving
