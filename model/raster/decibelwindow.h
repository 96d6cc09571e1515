#pragma once

namespace calving
{

/**
 * Ends of a window of backscatter in decibels: what becomes black, and what becomes white.
 *
 * The default is the product's one window, used wherever neither the user nor a raster names another: with it
 * Sentinel-1 scenes get the grey values of the CaFFe benchmark (Gourmelon et al. 2022), which networks are
 * trained on.
 */
struct DecibelWindow
{
  double minimum = -20.0;
  double maximum = 5.0;
};

} // namespace calving
