#pragma once

#include <string>
#include <vector>

namespace calving
{

//! Round numbers that divide \a low to \a high into about \a count parts, which are no less than 1 if \a
//! whole.
std::vector<double> axisTicks( double low, double high, int count, bool whole = false );

//! The same for a logarithmic axis from 10^low to 10^high: 1, 2 and 5 times the powers of ten, of many powers
//! only some. Other round numbers where less than two of these lie there.
std::vector<double> logarithmicTicks( double low, double high );

//! A text for each of \a ticks, with as many digits as it has: 2015.5, 50000, 0.0005. Powers of ten stand
//! only for what is a million at least or has more than four digits after the point.
std::vector<std::string> tickLabels( const std::vector<double> &ticks );

} // namespace calving
