#pragma once

#include <string>
#include <vector>

namespace calving
{

//! One curve or cloud of points. Values that are not finite leave a gap.
struct PlotSeries
{
  std::string name;
  std::vector<double> x;
  std::vector<double> y;
  bool line = true;
  bool markers = false;
  //! An interval around each y, of the same length as y: a band along a line, bars at markers. Empty: none.
  std::vector<double> low = {};
  std::vector<double> high = {};
  //! A stem from 0 to each y.
  bool stems = false;
};

//! One bar with an optional interval around its end (NaN: none).
struct PlotBar
{
  std::string name;
  double value = 0;
  double low = 0;
  double high = 0;
};

struct PlotOptions
{
  std::string title;
  std::string xLabel;
  std::string yLabel;
  int width = 640;
  int height = 320;
  //! Logarithmic y axis; values that are not positive leave a gap.
  bool logarithmic = false;
  //! Axes that count, such as epochs or scenes: they have whole numbers alone.
  bool wholeX = false;
  bool wholeY = false;
};

//! \name Plots as SVG markup, for HtmlReport::figure() or a file of their own. Nothing finite to draw: an
//! empty frame.
//!@{
std::string linePlot( const std::vector<PlotSeries> &series, const PlotOptions &options );
std::string barPlot( const std::vector<PlotBar> &bars, const PlotOptions &options );
//! Counts \a values in \a bins equal intervals from 0 or their minimum, whichever is smaller, to their
//! maximum.
std::string histogram( const std::vector<double> &values, int bins, const PlotOptions &options );
//!@}

//! Whether a linePlot() of \a series has anything to show.
bool hasPoints( const std::vector<PlotSeries> &series );

} // namespace calving
