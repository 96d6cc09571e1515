#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/train/data/pairsource.h"

namespace calving
{

//! An unlabelled scene of a data set, as files.
struct DatasetScene
{
  std::string name;
  std::string glacier;
  std::string sar;
  //! The optical image of its glacier; empty in a data set without any.
  std::string optical;
  bool validates = false;
};

//! \name Names of the folders of an SSL4SAR data set (Gourmelon et al. 2025).
//!@{
constexpr const char *trainFolder = "unlabeled_data_raw_train";
constexpr const char *validationFolder = "unlabeled_data_raw_val";
constexpr const char *opticalFolder = "data_optical";
//!@}

//! Path of the scene \a name in the data set \a folder.
std::string scenePath( const std::string &folder, const std::string &name, bool validates );

//! Throws Error where \a folder holds something, but no data set: the wrong folder was chosen.
void requireDatasetOrEmpty( const std::string &folder );

//! Makes the folders, and removes what a run that was killed left half written in them. Throws Error if it
//! cannot.
void prepareFolders( const std::string &folder );
//! Removes the folders where they are empty.
void removeEmptyFolders( const std::string &folder );

/**
 * The scenes of the data set in \a folder, in the order of their names.
 *
 * Published layout: scenes in unlabeled_data_raw_train and unlabeled_data_raw_val with the glacier as second
 * word between underscores, optical images in data_optical with the glacier as first word; COL is Columbia.
 *
 * Else the layout of labelled scenes: sar_images (and its sub-folder train, but not test, whose scenes are
 * for the evaluation) or sar, or scenes in the folder itself, with optical images, if any, in optical or
 * data_optical; what precedes the date in a name is the glacier. None of these scenes validates.
 *
 * Throws Error, naming what is at fault, if there is no scene, two have one name, or where there are optical
 * images, a glacier has none or several.
 */
std::vector<DatasetScene> datasetScenes( const std::string &folder );

} // namespace calving
