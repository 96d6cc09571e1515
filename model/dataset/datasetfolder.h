#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/train/data/pairsource.h"

namespace calving
{

/**
 * Unlabelled scenes in a folder, with or without optical images: the published SSL4SAR data set as it is,
 * what builddataset writes, what simulatescene writes for training, or SAR scenes alone (see
 * datasetScenes()).
 *
 * Dates and pixel sizes come from manifest.csv where there is one, else from the name and the raster. Colour
 * scenes are turned grey as in the published code. Without optical images targetChannels() is 0.
 */
class DatasetFolder : public PairSource
{
public:
  /**
   * Opens every file once, and reads each optical image once for the maxima of its bands, which it keeps in
   * band_maxima.csv of the folder.
   *
   * Throws Error, naming the file, as datasetScenes() does, and if a file cannot be read, a scene is not 8
   * bit, the sizes of a scene and its optical image differ, or bands are missing; Cancelled.
   */
  explicit DatasetFolder( const std::string &folder, const Feedback &feedback = {} );
  ~DatasetFolder() override;

  int count() const override;
  const SceneInfo &info( int pair ) const override;
  int targetChannels() const override;
  std::vector<std::uint8_t> readGrey( int pair, const Window &window ) override;
  std::vector<std::uint8_t> readTarget( int pair, const Window &window ) override;
  std::unique_ptr<PairSource> clone() const override;

private:
  struct Content;
  struct OpenImages;
  explicit DatasetFolder( std::shared_ptr<const Content> content );

  std::shared_ptr<const Content> mContent;
  std::unique_ptr<OpenImages> mImages;
};

} // namespace calving
