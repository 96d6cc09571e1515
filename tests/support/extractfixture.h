#pragma once

#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>

#include "algorithms/extractfrontsalgorithm.h"
#include "provider/provider.h"
#include "support/segmenters.h"
#include "support/testraster.h"

constexpr int side = 120; // pixels of 40 m

//! A fjord: rock in the north; south of it ocean in the west and glacier in the east, the front in column 59.
inline int fjord( int x, int y )
{
  return y < 20 ? 100 : x < 60 ? 240 : 160;
}

inline std::unique_ptr<calving::Segmenter> threshold( const std::string &, const calving::ComputeOptions & )
{
  return std::make_unique<FunctionSegmenter>( fourGreys );
}

//! A folder with a scene of a fjord, and extractfronts run on it, with a threshold in place of the network if
//! wished.
class ExtractFixture : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();

protected:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QVariantMap run( const QVariantMap &parameters, bool realNetwork = false );
  //! Without the statistics that QGIS itself writes beside a scene when it opens it.
  QStringList files() const
  {
    static const QRegularExpression ours( QStringLiteral( "^(?!.*[0-9e][.]tif[.]aux[.]xml$)" ) );
    return QDir( mFolder->path() ).entryList( QDir::Files ).filter( ours );
  }
  QVariantMap standard() const;

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<calving::Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
  //! Of the threshold: the probability of the zone that it finds.
  float mCertainty = 0.7f;
};

inline void ExtractFixture::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<calving::Provider>();
  mProvider->refreshAlgorithms();
}

inline void ExtractFixture::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

inline void ExtractFixture::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mCertainty = 0.7f;
  writeRaster( path( "Crane_2015-07-14_S1_40_3_001.tif" ).toStdString(), side, side, fjord, GDT_Byte );
}

inline QVariantMap ExtractFixture::standard() const
{
  return { { "INPUT", path( "Crane_2015-07-14_S1_40_3_001.tif" ) },
           { "MODEL", "model.safetensors" },
           { "TILE", 64 },
           { "MARGIN", 16 },
           { "STRIDE", 48 },
           { "FRONTS", path( "fronts.gpkg" ) } };
}

inline QVariantMap ExtractFixture::run( const QVariantMap &parameters, bool realNetwork )
{
  QVariantMap all = standard();
  for ( auto it = parameters.begin(); it != parameters.end(); ++it )
    all[it.key()] = it.value();
  const calving::ExtractFrontsAlgorithm withThreshold(
      [this]( const std::string &, const calving::ComputeOptions & )
      {
        auto segmenter = std::make_unique<FunctionSegmenter>( fourGreys );
        segmenter->certainty = mCertainty;
        return segmenter;
      } );
  const QgsProcessingAlgorithm *algorithm =
      realNetwork ? mProvider->algorithm( QStringLiteral( "extractfronts" ) ) : &withThreshold;
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm->create() );
  const QVariantMap results = instance->run( all, context, &feedback, &mSucceeded, {}, true );
  mLog = feedback.textLog();
  return results;
}
