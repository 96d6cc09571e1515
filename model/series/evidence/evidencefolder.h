#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/raster/raster.h"
#include "model/scene/scenename.h"
#include "model/series/evidence/seriesgrid.h"

namespace calving
{

//! Why a scene is left out.
struct LeftOutNote
{
  //! What it was read with; of another attempt the note says nothing. One line, which may be empty.
  std::string attempt;
  std::string reason;
};

//! A scene whose evidence lies in a folder.
struct KeptScene
{
  std::string path;
  SceneFacts facts;
  //! What its pixel values were taken for.
  std::string values;
  //! Of a Sentinel-1 product, how it was preprocessed; else empty.
  std::string product;
};

/**
 * A folder that remembers what a network said of the scenes of a series, so that scenes that come later are
 * all that has to be read: of each scene a raster, NAME_evidence.tif, with the planes of SeriesEvidence as
 * bands and what is known of the scene as metadata; of each that could not be read a text, NAME_leftout.txt,
 * that says why, and with which settings.
 *
 * One folder is of one box, one model and one way to read scenes. Several processes may add to it at once,
 * each its own scenes: files appear whole.
 */
class EvidenceFolder
{
public:
  /**
   * Opens \a folder, or makes it. \a settings: the model and all that its word of a scene depends on.
   *
   * Throws Error, naming the folder, where it cannot be made, and where what it holds is of other settings.
   */
  EvidenceFolder( const std::string &folder, const std::string &settings );

  //! The box of what it holds; empty where it holds nothing yet.
  const std::optional<RasterGrid> &grid() const { return mGrid; }
  //! By the keys of the scenes.
  const std::map<std::string, KeptScene> &scenes() const { return mScenes; }
  //! By the keys of scenes that could not be read: why.
  const std::map<std::string, LeftOutNote> &leftOut() const { return mLeftOut; }
  //! The text that says so of the scene of that \a key: without it the scene is tried again.
  std::string leftOutPath( const std::string &key ) const;

  //! Reads the planes of \a scene. Throws Error, naming the file, where it cannot.
  static void read( const KeptScene &scene, std::uint8_t *planes );
  //! Keeps \a planes on \a grid for the scene of that \a key, of which \a about tells all but the path; \a
  //! metadata as resultMetadata() has it. Throws Error, naming the file, where it cannot be written.
  void keep( const std::string &key, KeptScene about, std::map<std::string, std::string> metadata,
             const RasterGrid &grid, const std::uint8_t *planes );
  //! Remembers that the scene of that \a key cannot be read, and why. Throws Error, naming the file, where it
  //! cannot be written.
  void leaveOut( const std::string &key, const LeftOutNote &note );

private:
  std::string mFolder;
  std::string mSettings;
  std::optional<RasterGrid> mGrid;
  std::map<std::string, KeptScene> mScenes;
  std::map<std::string, LeftOutNote> mLeftOut;
};

} // namespace calving
