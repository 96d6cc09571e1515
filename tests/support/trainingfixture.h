#pragma once

#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>

#include "provider/provider.h"
#include "support/testraster.h"
#include "support/testscenes.h"

//! A user who cancels when the log says something.
class CancellingFeedback : public QgsProcessingFeedback
{
public:
  explicit CancellingFeedback( const QString &at )
    : QgsProcessingFeedback( false )
    , mAt( at )
  {
  }

  void pushInfo( const QString &sentence ) override
  {
    QgsProcessingFeedback::pushInfo( sentence );
    if ( !mAt.isEmpty() && sentence.contains( mAt ) )
      cancel();
  }

private:
  QString mAt;
};

//! A folder, and the algorithms that train run in it.
class TrainingFixture : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();

protected:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  //! Two epochs of some steps of tiny, on one thread.
  static QVariantMap quick();
  QVariantMap run( const QString &algorithm, const QVariantMap &parameters );
  //! Four scenes of 64 x 64 pixels of the glaciers A and B with labels, in CaFFe's layout.
  void writeLabelledScenes( const QString &folder ) const;

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<calving::Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
  //! The run is cancelled when its log says this; never where empty.
  QString mCancelAt;
};

inline void TrainingFixture::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<calving::Provider>();
  mProvider->refreshAlgorithms();
}

inline void TrainingFixture::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

inline void TrainingFixture::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mCancelAt.clear();
}

inline QVariantMap TrainingFixture::quick()
{
  return { { "HOLDOUT", "B" }, { "EPOCHS", 2 },     { "BATCH", 2 },         { "SAMPLES", 4 },
           { "THREADS", 1 },   { "DEVICE", "cpu" }, { "LOADER_THREADS", 1 } };
}

inline QVariantMap TrainingFixture::run( const QString &algorithm, const QVariantMap &parameters )
{
  QgsProcessingContext context;
  CancellingFeedback feedback( mCancelAt );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( mProvider->algorithm( algorithm )->create() );
  const QVariantMap results = instance->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

inline void TrainingFixture::writeLabelledScenes( const QString &folder ) const
{
  for ( const char *part : { "/sar", "/zones" } )
    QDir( mFolder->path() ).mkpath( folder + part );
  TestScenes scenes( 4, 64, 64 );
  const int codes[] = { 0, 64, 127, 254 };
  for ( const TestScenes::Scene &scene : scenes.scenes() )
  {
    const std::string at = path( folder ).toStdString();
    writeRaster(
        at + "/sar/" + scene.info.name + ".tif", 64, 64,
        [&]( int x, int y ) { return scene.grey[64 * y + x]; }, GDT_Byte );
    writeRaster(
        at + "/zones/" + scene.info.name + "_zones.tif", 64, 64,
        [&]( int x, int y ) { return codes[scene.zones[64 * y + x]]; }, GDT_Byte );
  }
}
