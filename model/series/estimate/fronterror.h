#pragma once

#include <optional>
#include <string>

namespace calving
{

//! How far a front may lie from the true one: mean distances in metres, as evaluateFronts() takes them.
struct FrontError
{
  //! The mean over many such fronts.
  double expected = 0;
  //! What 68, and 95, of 100 such fronts stay within.
  double within68 = 0;
  double within95 = 0;
};

//! What is known of a front of a series before anybody knows the true one.
struct ErrorSigns
{
  //! To the label nearest in time, whose front is the one that was moved.
  double daysToLabel = 0;
  //! By which it was moved: the area that changed hands over the length of the label's front, in metres.
  double movedMetres = 0;
  //! The same between the label before and the one after; left out where all labels lie on one side.
  std::optional<double> betweenLabelsMetres;
  //! The mean distance within which labels that were left out were found again; left out where none could be.
  std::optional<double> leftOutMetres;
};

/**
 * Learnt on glaciers with known fronts: what the signs of a front tell of its error.
 *
 * The logarithm of the error is linear in those of the signs, so that errors add up as factors, and what is
 * left over has one distribution on all glaciers, of which the file keeps two quantiles and the mean.
 */
struct ErrorCalibration
{
  //! Natural logarithm of metres.
  double constant = 0;
  //! Of log( frontWander( days ) / 300 m ).
  double wander = 0;
  //! Of log( 1 + moved / 100 m ).
  double moved = 0;
  //! Of log( 1 + between / 100 m ), and where it is not known.
  double between = 0;
  double oneSided = 0;
  //! Of log( left out / 300 m ), at least 30 m, and where it is known.
  double leftOut = 0;
  double checked = 0;
  //! Of the ratio of errors to exp( the sum of all these ): its mean and quantiles.
  double ratioMean = 1;
  double ratio68 = 1;
  double ratio95 = 1;
};

FrontError expectedError( const ErrorSigns &signs, const ErrorCalibration &calibration );

/**
 * The calibration that a model file at \a path carries as JSON under the metadata key "front_error"; empty
 * where it has none. Throws Error, naming the file, if it is missing or damaged.
 */
std::optional<ErrorCalibration> readErrorCalibration( const std::string &path );

} // namespace calving
