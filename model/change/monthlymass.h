#pragma once

#include <string>
#include <vector>

namespace calving
{

struct GlacierChange;
class Thickness;

//! Kilograms in a cubic metre of glacier ice.
inline constexpr double iceDensity = 917;

//! What a glacier's front gained or lost in one calendar month, or the part of it between first and last
//! front.
struct MonthlyMass
{
  //! Days since 1 January 2000, with fractions: from \a begin to before \a end.
  double begin = 0;
  double end = 0;
  //! Square metres; retreat is negative.
  double areaChange = 0;
  double areaError = 0;
  //! Metres, of the ice that was gained or lost; that of all ice in the box where gain and loss cancel.
  double thickness = 0;
  //! Gigatonnes.
  double mass = 0;
  double massError = 0;
};

/**
 * Change in area times mean thickness by month.
 *
 * Between two fronts ice comes and goes evenly, so that a month's change is that of areas interpolated at its
 * ends. The mass of each polygon that was gained or lost is its area times its mean thickness times 917
 * kg/m³. Standard errors: of the area, by the errors of the fronts that the interpolation weighs; of the
 * mass, √((ρ h σ_A)² + (ρ A σ_h)²), with σ_h = \a thicknessError.
 */
std::vector<MonthlyMass> monthlyMass( const GlacierChange &change, const Thickness &thickness,
                                      double thicknessError );

} // namespace calving
