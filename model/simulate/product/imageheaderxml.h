#pragma once

#include <string>

#include "model/sar/product/annotation.h"

namespace calving
{

//! What every annotation, calibration and noise file begins with, of image \a number.
std::string imageHeaderXml( const ImageHeader &header, int number );

} // namespace calving
