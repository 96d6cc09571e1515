#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "model/base/parallelrows.h"
#include "model/raster/decibelwindow.h"
#include "model/simulate/season.h"

namespace calving
{

//! What the numbers of a simulated scene are.
enum class SceneUnit
{
  //! 0 to 255 over a window of decibels, as training and extraction use.
  Byte,
  Decibel,
  Linear
};

//! Everything that makes a simulated scene. The same options always give the same pixels.
struct SceneOptions
{
  std::uint64_t seed = 1;
  int width = 1024;
  int height = 1024;
  double pixelSizeMetres = 20;
  //! WKT or "EPSG:n" of a projected coordinate reference system.
  std::string crs = "EPSG:3413";
  //! Middle of the scene in that system; by default a glacier coast where the system is meant to be used.
  std::optional<std::array<double, 2>> centre;

  //! Date of the first scene: days since 1 January 2000.
  int firstDay = 7305;
  int dates = 1;
  int intervalDays = 30;
  //! Metres per year; negative: advance.
  double retreatRate = 300;
  double seasonalAmplitude = 200;
  //! A calving event that takes so many metres of all of the front, for ever: the first day without them, in
  //! days since 1 January 2000. No day: none.
  std::optional<int> eventDay;
  double eventMetres = 0;
  Melange melange = Melange::BySeason;

  //! Degrees from the vertical, on flat ground.
  double incidence = 40;
  //! Degrees clockwise from the top of the map, from the sensor towards the ground.
  double lookDirection = 80;
  //! Every second date is seen from the opposite side.
  bool bothPasses = false;
  double looks = 4;
  //! Noise equivalent sigma0 in dB.
  double noiseFloorDb = -22;

  SceneUnit unit = SceneUnit::Byte;
  //! The window of the unit Byte.
  double dbMin = DecibelWindow().minimum;
  double dbMax = DecibelWindow().maximum;
  std::string sensor = "S1";

  //! Threads; 0 uses every core. Never changes a pixel.
  int threads = 0;
  //! Called now and then on the thread that simulates; may throw Cancelled. Never changes a pixel.
  std::function<void()> poll;

  Workers workers() const { return { threads, poll }; }
  //! Day number of scene \a index.
  int dayOf( int index ) const { return firstDay + index * intervalDays; }
  //! Look direction of scene \a index.
  double lookOf( int index ) const { return bothPasses && index % 2 ? 360 - lookDirection : lookDirection; }
};

//! Throws Error, naming the value and its range, if \a options cannot make a scene.
void checkSceneOptions( const SceneOptions &options );

} // namespace calving
