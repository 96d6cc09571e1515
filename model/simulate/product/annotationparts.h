#pragma once

#include <string>
#include <vector>

#include "model/sar/product/annotation.h"

namespace calving
{

//! The parts of an annotation that a simulation knows little of; see annotationXml().
std::string qualityInformationXml( const Annotation &annotation );
std::string generalAnnotationXml( const Annotation &annotation );

//! Mean and deviation of the image, left at 0 as the measurement is not known when they are written.
std::string imageStatisticsXml();
//! <re> and <im>, the latter 0.
std::string complexXml( const std::string &name, double real );
//! The same \a value for each of \a names.
std::string flagsXml( const std::vector<const char *> &names, const char *value );

} // namespace calving
