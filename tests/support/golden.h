#pragma once

#include <torch/torch.h>

#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/tyrion.h"
#include "model/nn/weights.h"
#include "support/goldencase.h"

//! Tensors of a golden file by name.
inline std::map<std::string, torch::Tensor> goldenTensors( const QString &file )
{
  std::map<std::string, torch::Tensor> result;
  for ( const auto &[name, tensor] :
        calving::readSafetensors( testData( "golden/" + file ).toStdString() ).tensors )
    result[name] = calving::toTorch( tensor );
  return result;
}

//! The options of the golden network.
inline calving::TyrionOptions goldenOptions()
{
  return calving::TyrionOptions( goldenSize() ).image_side( 64 ).dropout( 0 );
}

//! Largest difference relative to the largest reference value.
inline double difference( const torch::Tensor &value, const torch::Tensor &reference )
{
  if ( value.sizes() != reference.sizes() )
    return std::numeric_limits<double>::infinity();
  const torch::Tensor a = value.detach().to( torch::kFloat64 );
  const torch::Tensor b = reference.detach().to( torch::kFloat64 );
  return ( ( a - b ).abs().max() / b.abs().max() ).item<double>();
}

//! The golden data's fingerprint of a tensor: sum of x_i * cos(0.37 * i + 0.1).
inline double projection( const torch::Tensor &x )
{
  const torch::Tensor values = x.detach().flatten().to( torch::kFloat64 );
  return ( values * torch::cos( 0.37 * torch::arange( values.numel(), torch::kFloat64 ) + 0.1 ) )
      .sum()
      .item<double>();
}

inline double euclidean( const torch::Tensor &x )
{
  return x.detach().to( torch::kFloat64 ).norm().item<double>();
}

//! Fails with both numbers in the message.
#define VERIFY_BELOW( value, limit )                                                                         \
  QVERIFY2( ( value ) < ( limit ), qPrintable( QString( "%1 is not below %2" ).arg( value ).arg( limit ) ) )
