#pragma once

#include <functional>
#include <string>

#include "model/dataset/datasetmanifest.h"
#include "model/dataset/datasetoptical.h"
#include "model/dataset/datasetsplit.h"

namespace calving
{

//! A scene to be added to a data set: a raster as it shows a glacier.
struct AddedScene
{
  const GlacierPlan *glacier = nullptr;
  const GlacierOptical *optical = nullptr;
  const RadarRaster *raster = nullptr;
  SplitPart part = SplitPart::Training;
};

//! Sensor_Glacier_Date, with a number behind it where the name \a isTaken.
std::string freeName( const AddedScene &scene,
                      const std::function<bool( const std::string &name )> &isTaken );

//! The line of the manifest for \a scene, apart from its name and coverage.
DatasetRow describeScene( const AddedScene &scene, const ValueScaling &scaling );

} // namespace calving
