#pragma once

#include <memory>

#include <ATen/record_function.h>
#include <torch/torch.h>

namespace calving
{

//! Multiply-adds of convolutions and matrix products while it lives, from the shapes torch reports.
class MacCounter
{
public:
  MacCounter()
  {
    total() = 0;
    mHandle = at::addThreadLocalCallback( at::RecordFunctionCallback( count ).needsInputs( true ) );
  }
  ~MacCounter() { at::removeCallback( mHandle ); }

  static double &total()
  {
    static double value = 0;
    return value;
  }

private:
  static std::unique_ptr<at::ObserverContext> count( const at::RecordFunction &function )
  {
    const std::string name = function.name();
    const auto inputs = function.inputs();
    const bool isProduct = name == "aten::mm" || name == "aten::bmm";
    if ( isProduct )
      total() += products( inputs[0].toTensor(), inputs[1].toTensor() );
    else if ( name == "aten::addmm" )
      total() += products( inputs[1].toTensor(), inputs[2].toTensor() );
    else if ( name == "aten::convolution" )
      total() += convolution( inputs );
    return nullptr;
  }

  static double products( const at::Tensor &a, const at::Tensor &b )
  {
    return static_cast<double>( a.numel() ) * static_cast<double>( b.size( -1 ) );
  }

  static double convolution( c10::ArrayRef<const c10::IValue> inputs )
  {
    const at::Tensor image = inputs[0].toTensor();
    const at::Tensor weight = inputs[1].toTensor();
    const auto stride = inputs[3].toIntVector();
    const double positions = static_cast<double>( image.size( 0 ) * ( image.size( 2 ) / stride.front() ) *
                                                  ( image.size( 3 ) / stride.back() ) );
    return positions * static_cast<double>( weight.numel() );
  }

  at::CallbackHandle mHandle;
};

} // namespace calving
