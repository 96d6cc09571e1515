#pragma once

#include <limits>

#include "algorithms/layers/frontfields.h"

//! A front of two parts with all that can be known of it, and one of which hardly anything is.
inline calving::VectorContent frontSample( bool shapefile )
{
  calving::FrontLine whole;
  whole.parts = { { { { -500000.25, -1200000.5 }, { -499000, -1200100 }, { -498000, -1200050 } },
                    false,
                    { 0.5f, 0.75f, 1.0f } },
                  { { { -497000, -1200000 }, { -496500, -1200000 } }, false, { 0.25f, 0.125f } } };
  whole.lengthMetres = 2506.25;
  whole.pixels = 60;
  whole.meanConfidence = 0.75;
  whole.minConfidence = 0.125;
  whole.lowConfidence = 0.25;
  calving::FrontContext about;
  about.scene = { "Harald Moltke Bræ (Ullip Sermia)",
                  "2018-06-02",
                  "2018-06-02T09:21:33",
                  "S1A",
                  "IW",
                  "HH",
                  "descending",
                  90,
                  22177,
                  40,
                  "S1A_IW_GRDH_1SDH_20180602T092120",
                  "calibrate(sigma0); despeckle" };
  about.pixelMetres = 40;
  about.modelName = "tyrion v1";
  about.modelHash = QString( 64, 'a' );
  about.modelArchitecture = "Tyrion, 96 channels";
  about.parameters = R"({"algorithm":"extractfronts","tile":256})";
  about.crsSource = "raster";
  about.hasConfidence = true;
  about.notes = QString::fromUtf8( "Pixel values: decibels – as they are." );
  about.singleMetres = { 12.5 };
  about.error = calving::FrontError{ 210.5, 190.25, 610 };
  const QgsCoordinateReferenceSystem crs( QStringLiteral( "EPSG:3413" ) );
  calving::VectorContent content = calving::frontLayer( { whole }, about, crs, shapefile );

  calving::FrontLine bare;
  bare.parts = { { { { -400000, -1100000 }, { -400000, -1101000 } }, false, { 0.5f, 0.5f } } };
  bare.lengthMetres = 1000;
  calving::FrontContext unknown;
  unknown.hasConfidence = true;
  content.features += calving::frontLayer( { bare }, unknown, crs, shapefile ).features;
  return content;
}
