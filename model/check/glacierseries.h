#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/change/datedfront.h"
#include "model/change/glacierplane.h"
#include "model/check/frontprofile.h"

namespace calving
{

//! A front among the others of its glacier.
struct SeriesFront
{
  //! Its lines in the layer, by their places there: several where they are parts of one front.
  std::vector<std::size_t> records;
  //! Empty where it has no date.
  std::optional<FrontMoment> moment;
  std::string imageId;
  std::string sensor;
  double singleMetres = std::numeric_limits<double>::quiet_NaN();
  //! On the plane, and how far each reaches across.
  std::vector<Line> parts;
  std::vector<AcrossReach> reaches;
  //! Mean distance to an earlier front that it repeats; NaN: it repeats none (see markTwins()).
  double twinMetres = std::numeric_limits<double>::quiet_NaN();

  bool isTwin() const { return twinMetres >= 0; }
  //! Whether most of the narrower of both lies beside the other, so that both cannot be parts of one front.
  bool overlaps( const SeriesFront &other ) const;
  double length() const;
};

struct GlacierSeries
{
  std::string glacier;
  std::shared_ptr<const GlacierPlane> plane;
  //! Unit vector along the flow, one way or the other; where fronts have no axis, to the north.
  Point flow{ 0, 1 };
  bool hasFlow = false;
  //! Metres: twice the median spacing of vertices, what lines resolve.
  double step = 0;
  //! In the order of time, then those without a date.
  std::vector<SeriesFront> fronts;

  //! Places of the fronts that make up the series: those with a date that repeat no other.
  std::vector<std::size_t> series() const;
};

/**
 * The fronts of \a glacier, which are \a places of \a records, on a plane. Lines without a length are left
 * out.
 *
 * Lines of one moment, image and sensor make one front as far as they lie side by side across the glacier.
 * Throws Error as GlacierPlane does. REQUIRES: one of the records has a line.
 */
GlacierSeries glacierSeries( const std::string &glacier, const std::vector<std::size_t> &places,
                             const std::vector<FrontRecord> &records,
                             const std::vector<std::optional<FrontMoment>> &moments,
                             const Feedback &feedback );

} // namespace calving
