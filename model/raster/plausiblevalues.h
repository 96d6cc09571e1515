#pragma once

#include <cstddef>
#include <optional>

#include "model/raster/numberformat.h"
#include "model/raster/raster.h"

namespace calving
{

//! Which values no raster of a content can hold: what programs put for no data where nothing declares it.
class PlausibleValues
{
public:
  //! Rules out nothing.
  PlausibleValues() = default;
  //! \a type: of the values. \a unit: metres of the unit of heights, negative where they count down; 1 for
  //! another content.
  PlausibleValues( RasterContent content, PixelType type, const NumberFormat &format, double unit );

  //! Whether any number of the type is ruled out.
  bool mayRuleOut() const { return mMayRuleOut; }
  //! Whether the stored \a number, which is the \a value before the unit, is ruled out.
  bool ruleOut( double number, float value ) const;
  //! Turns values into the content's unit, and those that are ruled out into not-a-number.
  void keep( std::size_t count, float *values ) const;

  //! Remembers that \a number, as stored, was ruled out: the first of those that are finite.
  void note( double number ) const;
  const std::optional<double> &noted() const { return mNoted; }

private:
  bool isUsualHole( double number ) const;
  bool isBeyond( float value ) const;
  double stored( float value ) const;

  RasterContent mContent = RasterContent::Stored;
  NumberFormat mFormat;
  double mUnit = 1;
  bool mMayRuleOut = false;
  //! Both counted in.
  float mLeast = 0;
  float mMost = 0;
  mutable std::optional<double> mNoted;
};

} // namespace calving
