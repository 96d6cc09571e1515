#pragma once

#include "model/sar/product/annotation.h"
#include "model/sar/product/xmlnode.h"

namespace calving
{

//! The header of an annotation, calibration or noise file, whose root is \a root.
ImageHeader readImageHeader( const XmlNode &root );

} // namespace calving
