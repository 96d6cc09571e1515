#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/raster/raster.h"

//! The codes in a raster of zones as they are stored, before anybody knows what they mean.
namespace calving
{

//! Stands for pixels without data. No coding has it.
constexpr std::uint8_t missingCode = 250;

//! Codes of \a window of band 1 of \a raster, row by row. Throws Error for values that are no code.
std::vector<std::uint8_t> readCodes( const RasterReader &raster, const Window &window );

//! Rows of about four million pixels at a time: few calls, little memory.
int codesStripHeight( const RasterReader &raster );

//! Throws Error: the \a value of the zones \a source is no zone. \a where: " among ...", where another data
//! set could have it.
[[noreturn]] void refuseCode( const std::string &source, double value, const std::string &where = {} );

} // namespace calving
