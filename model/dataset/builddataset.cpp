#include "model/dataset/builddataset.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include <cpl_vsi.h>

#include "model/base/calendar.h"
#include "model/dataset/addedscene.h"
#include "model/dataset/datasetlayout.h"
#include "model/dataset/datasetoptical.h"
#include "model/dataset/datasetreport.h"
#include "model/dataset/splitfile.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"

namespace calving
{

namespace
{

class Builder
{
public:
  Builder( const BuildDatasetOptions &options, const Feedback &feedback )
    : mOptions( options )
    , mFeedback( feedback )
    , mManifest( options.folder + "/manifest.csv" )
    , mRows( readDatasetManifest( mManifest ) )
  {
    for ( const DatasetRow &row : mRows )
      mNames.insert( row.name );
  }

  BuildDatasetResult run()
  {
    requireInput();
    mSplit = settledSplit( mOptions.folder, mOptions.split );
    mPlan = planDataset( mOptions, mRows, mFeedback.part( 0, 0.1 ) );
    tell( mPlan.problems );
    settleMethod();
    chooseOpticals();
    std::vector<AddedScene> scenes = newScenes();
    split( scenes );
    // Nothing is written before all is known to fit.
    try
    {
      prepareFolders( mOptions.folder );
      addScenes( scenes );
      return finish();
    }
    catch ( ... )
    {
      removeEmptyFolders( mOptions.folder );
      throw;
    }
  }

private:
  void requireInput() const
  {
    requireDatasetOrEmpty( mOptions.folder );
    if ( mOptions.areas.areas.empty() )
      throw Error( "The layer of glacier areas holds no polygon. Draw one around each glacier." );
    if ( mOptions.areas.crs.empty() )
      throw Error( "The layer of glacier areas has no coordinate reference system. Assign one." );
    if ( mOptions.radar.empty() && mRows.empty() )
      throw Error(
          "There is no SAR scene. Choose preprocessed Sentinel-1 rasters, or a folder that holds them as "
          ".tif files." );
    if ( mOptions.optical.empty() && mRows.empty() )
      throw Error(
          "There is no optical image. Choose one Sentinel-2 Level-2A image for each glacier: a .SAFE folder, "
          "a .zip or a multi-band GeoTIFF." );
  }

  //! Decides how to split, and notices before hours of work where that cannot be.
  void settleMethod()
  {
    std::vector<std::string> names;
    std::set<int> groups;
    for ( const auto &[name, group] : mPlan.groups )
    {
      names.push_back( name );
      groups.insert( group );
    }
    if ( mSplit.method == SplitMethod::Automatic )
    {
      const bool byGlacier = !mSplit.holdout.empty() || ( mSplit.from.empty() && groups.size() > 1 );
      mSplit.method = byGlacier ? SplitMethod::Glacier : SplitMethod::Time;
      mFeedback.inform( byGlacier ? "Whole glaciers validate."
                                  : "The latest scenes validate, for want of several glaciers or because a "
                                    "date is given." );
    }
    requireSeveralGlaciers( names, static_cast<int>( groups.size() ), mSplit );
    if ( mSplit.method == SplitMethod::Time && !mSplit.from.empty() )
      dayOfIsoDate( mSplit.from );
  }

  void tell( const std::vector<std::string> &problems )
  {
    for ( const std::string &problem : problems )
      mFeedback.warn( problem );
    mProblems.insert( mProblems.end(), problems.begin(), problems.end() );
  }

  void chooseOpticals()
  {
    double done = 0;
    for ( const GlacierPlan &glacier : mPlan.glaciers )
    {
      const double next = done + 1.0 / static_cast<double>( mPlan.glaciers.size() );
      std::vector<std::string> problems;
      if ( const std::optional<GlacierOptical> optical =
               chooseOptical( mOptions, mPlan, glacier, problems,
                              mFeedback.part( 0.1 + 0.1 * done, 0.1 + 0.1 * std::min( 1.0, next ) ) ) )
        mOpticals[&glacier] = *optical;
      tell( problems );
      done = next;
    }
  }

  bool isNearEnough( const RadarRaster &raster, const GlacierOptical &optical )
  {
    if ( mOptions.mostDays <= 0 || raster.date.empty() || optical.date.empty() )
      return true;
    const int days = std::abs( daysBetween( raster.date, optical.date ) );
    if ( days <= mOptions.mostDays )
      return true;
    tell( { "The SAR raster " + raster.file + " is left out: " + std::to_string( days ) +
            " days lie between it and the optical image " + optical.file + ", more than the " +
            std::to_string( mOptions.mostDays ) + " allowed." } );
    return false;
  }

  std::vector<AddedScene> newScenes()
  {
    std::vector<AddedScene> scenes;
    for ( const auto &[glacier, optical] : mOpticals )
      for ( int number : glacier->radar )
        if ( isNearEnough( mPlan.radar[number], optical ) )
          scenes.push_back( { glacier, &optical, &mPlan.radar[number] } );
    return scenes;
  }

  void split( std::vector<AddedScene> &scenes )
  {
    std::vector<SplitScene> all;
    std::map<int, SplitPart> settled;
    std::set<std::string> torn;
    for ( const DatasetRow &row : mRows )
    {
      all.push_back( { row.glacier, row.date, mPlan.groups.at( row.glacier ) } );
      const SplitPart part = row.validates ? SplitPart::Validation : SplitPart::Training;
      const auto [known, isNew] = settled.emplace( all.back().group, part );
      if ( mSplit.method == SplitMethod::Glacier && known->second != part )
        torn.insert( row.glacier );
    }
    for ( const AddedScene &scene : scenes )
      all.push_back(
          { scene.glacier->area->name, scene.raster->date, mPlan.groups.at( scene.glacier->area->name ) } );
    for ( const std::string &glacier : torn )
      tell( { "The glacier " + glacier +
              " and others that overlap it are on both sides of the split already, so that training and "
              "validation share ground. Build the data set anew to keep them together." } );
    const std::vector<SplitPart> parts = splitDataset( all, settled, mSplit );
    for ( std::size_t i = 0; i < scenes.size(); ++i )
      scenes[i].part = parts[mRows.size() + i];
  }

  //! Whether a scene has this name. One of \a raster that the manifest does not list is what a killed run
  //! left.
  bool isTaken( const std::string &name, const RadarRaster &raster ) const
  {
    bool taken = mNames.count( name ) > 0;
    for ( const bool validates : { false, true } )
      if ( const std::string path = scenePath( mOptions.folder, name, validates ); pathExists( path ) )
        taken = taken || !isSceneOf( raster, path );
    return taken;
  }

  void addScene( const AddedScene &scene, const AreaMask &area, const Feedback &feedback )
  {
    RadarRaster raster = *scene.raster;
    const ValueScaling scaling = greyScaling( raster, mOptions.values, mFeedback );
    if ( mScalings.insert( scaling.description ).second )
      mFeedback.inform( "Values of " + scene.raster->file + ": " + scaling.description + "." );
    if ( !scaling.warning.empty() )
      mFeedback.warn( scaling.warning );
    DatasetRow row = describeScene( scene, mOptions.areas, scaling );
    row.name = freeName( scene, [&]( const std::string &name ) { return isTaken( name, *scene.raster ); } );
    const std::string path = scenePath( mOptions.folder, row.name, row.validates );
    row.coverage =
        writeRadarScene( raster, scaling, scene.glacier->grid, area, mOptions.leastCoverage, path, feedback );
    if ( row.coverage < mOptions.leastCoverage )
    {
      tell( { "The SAR raster " + scene.raster->file + " is left out: it shows " +
              std::to_string( std::lround( 100 * row.coverage ) ) + " % of the area of glacier " +
              row.glacier + ", less than the " +
              std::to_string( std::lround( 100 * mOptions.leastCoverage ) ) + " % asked for." } );
      return;
    }
    mNames.insert( row.name );
    mRows.push_back( std::move( row ) );
    ++mResult.added;
    writeSplitFile( mOptions.folder, mSplit );
  }

  std::string opticalPath( const GlacierOptical &optical ) const
  {
    return mOptions.folder + '/' + opticalFolder + '/' + optical.file;
  }

  //! The image that \a optical names, unless the data set has it.
  void provideOptical( const GlacierPlan &glacier, GlacierOptical &optical, const Feedback &feedback )
  {
    if ( !optical.image )
      return;
    writeGlacierOptical( optical, glacier, opticalPath( optical ), feedback );
    optical.image = nullptr;
    mNewOpticals[glacier.area->name] = opticalPath( optical );
  }

  //! An image without scenes would make of the folder a data set that it is not.
  void removeIdleOpticals()
  {
    for ( const DatasetRow &row : mRows )
      mNewOpticals.erase( row.glacier );
    for ( const auto &[glacier, path] : mNewOpticals )
      VSIUnlink( path.c_str() );
  }

  void addScenes( const std::vector<AddedScene> &scenes )
  {
    const GlacierPlan *last = nullptr;
    std::optional<AreaMask> area;
    auto saved = std::chrono::steady_clock::now();
    try
    {
      for ( std::size_t i = 0; i < scenes.size(); ++i )
      {
        const auto at = [&]( double n ) { return 0.2 + 0.75 * n / static_cast<double>( scenes.size() ); };
        const AddedScene &scene = scenes[i];
        if ( scene.part == SplitPart::LeftOut )
        {
          ++mInGap;
          continue;
        }
        const auto begin = static_cast<double>( i );
        if ( scene.glacier != last )
        {
          area.emplace( scene.glacier->grid, scene.glacier->placed.polygons );
          provideOptical( *scene.glacier, mOpticals.at( scene.glacier ),
                          mFeedback.part( at( begin ), at( begin + 0.5 ) ) );
        }
        last = scene.glacier;
        addScene( scene, *area, mFeedback.part( at( begin + 0.5 ), at( begin + 1 ) ) );
        // A killed run forgets a few seconds of work at most; it does them again.
        if ( std::chrono::steady_clock::now() - saved > std::chrono::seconds( 5 ) )
        {
          writeDatasetManifest( mManifest, mRows );
          saved = std::chrono::steady_clock::now();
        }
      }
    }
    catch ( ... )
    {
      removeIdleOpticals();
      if ( mResult.added > 0 )
        writeDatasetManifest( mManifest, mRows );
      throw;
    }
    removeIdleOpticals();
  }

  BuildDatasetResult finish()
  {
    if ( mRows.empty() )
    {
      std::string sentence = "No scene could be used.";
      for ( std::size_t i = 0; i < std::min<std::size_t>( 4, mProblems.size() ); ++i )
        sentence += ' ' + mProblems[i];
      throw Error( sentence );
    }
    if ( mInGap > 0 )
      tell( { std::to_string( mInGap ) +
              " scene(s) are left out because they lie too shortly before the date of the split." } );
    writeDatasetManifest( mManifest, mRows );
    std::set<std::string> glaciers;
    for ( const DatasetRow &row : mRows )
    {
      glaciers.insert( row.glacier );
      mResult.validating += row.validates;
    }
    mResult.glaciers = static_cast<int>( glaciers.size() );
    mResult.scenes = static_cast<int>( mRows.size() );
    mResult.problems = mProblems;
    writeDatasetReport( mOptions.folder, mRows, mProblems );
    mFeedback.report( 1 );
    return mResult;
  }

  const BuildDatasetOptions &mOptions;
  const Feedback &mFeedback;
  std::string mManifest;
  std::vector<DatasetRow> mRows;
  std::set<std::string> mNames;
  std::set<std::string> mScalings;
  DatasetPlan mPlan;
  DatasetSplitOptions mSplit;
  std::map<const GlacierPlan *, GlacierOptical> mOpticals;
  //! By glacier, the paths of those that this run wrote.
  std::map<std::string, std::string> mNewOpticals;
  std::vector<std::string> mProblems;
  int mInGap = 0;
  BuildDatasetResult mResult;
};

} // namespace

BuildDatasetResult buildDataset( const BuildDatasetOptions &options, const Feedback &feedback )
{
  return Builder( options, feedback ).run();
}

} // namespace calving
