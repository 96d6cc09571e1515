#include <QtTest>

#include <sys/stat.h>

#include <qgsproject.h>
#include <qgsrasterlayer.h>
#include <qgstest.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include "support/extractfixture.h"
#include "support/simulatedproduct.h"
#include "support/testzip.h"

using namespace calving;

//! What users are told of inputs that cannot be used.
class TestInputChecks : public ExtractFixture
{
  Q_OBJECT

private slots:
  void namesWhatIsMissing();
  void namesTheFileThatIsNotThere_data();
  void namesTheFileThatIsNotThere();
  void namesTheFileThatIsNoLayer();
  void takesWhatGdalNamesInsideOfFiles();
  void saysWhatAFileOfSeveralRastersHolds();
  void productsAreNoMaps();
  void pipesAreRefusedBeforeQgisWaitsForThem_data();
  void pipesAreRefusedBeforeQgisWaitsForThem();
  void takesWhatQgisTakes();
  void readsFilesOfAnyEnding();
  void namesAnUnknownCoordinateSystem();
  void foldersAreFolders();
  void saysWhatMayBeGiven_data();
  void saysWhatMayBeGiven();

private:
  //! The reason why \a algorithm refuses \a parameters; empty where it does not.
  QString refusal( const QString &algorithm, const QVariantMap &parameters,
                   QgsProject *project = nullptr ) const;
};

QString TestInputChecks::refusal( const QString &algorithm, const QVariantMap &parameters,
                                  QgsProject *project ) const
{
  QgsProcessingContext context;
  context.setProject( project );
  QString message;
  return mProvider->algorithm( algorithm )->checkParameterValues( parameters, context, &message ) ? QString()
                                                                                                  : message;
}

//! Also where GDAL opens them, as it does a manifest.
void TestInputChecks::productsAreNoMaps()
{
  const SimulatedProduct product = simulateProduct( small(), path( "S1A.SAFE" ).toStdString(), {} );
  run( { { "INPUT", QString::fromStdString( product.manifest ) } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "“Preprocess a Sentinel-1 product”" ) && mLog.contains( "manifest.safe" ),
            qPrintable( mLog ) );
  QFile manifest( QString::fromStdString( product.manifest ) );
  QVERIFY( manifest.open( QIODevice::ReadOnly ) );
  QFile archive( path( "S1A.zip" ) );
  QVERIFY( archive.open( QIODevice::WriteOnly ) );
  archive.write( zipped( { { "S1A.SAFE/manifest.safe", manifest.readAll() } } ) );
  archive.close();
  QVariantMap parameters = standard();
  parameters["INPUT"] = archive.fileName();
  const QString said = refusal( "extractfronts", parameters );
  QVERIFY2( said.contains( "“Preprocess a Sentinel-1 product”" ) && said.contains( archive.fileName() ),
            qPrintable( said ) );
}

void TestInputChecks::pipesAreRefusedBeforeQgisWaitsForThem_data()
{
  QTest::addColumn<QString>( "parameter" );
  for ( const char *parameter : { "INPUT", "MODEL", "AREA" } )
    QTest::newRow( parameter ) << parameter;
}

void TestInputChecks::pipesAreRefusedBeforeQgisWaitsForThem()
{
  QFETCH( QString, parameter );
  QCOMPARE( mkfifo( path( "pipe" ).toUtf8(), 0600 ), 0 );
  QVariantMap parameters = standard();
  parameters[parameter] = path( "pipe" );
  const QString said = refusal( "extractfronts", parameters );
  QVERIFY2( said.contains( path( "pipe" ) + " is a pipe" ), qPrintable( said ) );
}

void TestInputChecks::foldersAreFolders()
{
  const auto said = [this]( const QString &folder )
  {
    QgsProcessingContext context;
    QgsProcessingFeedback feedback( false );
    mProvider->algorithm( "pretrain" )
        ->run( { { "DATASET", folder }, { "MODEL", path( "model.safetensors" ) } }, context, &feedback );
    return feedback.textLog();
  };
  const QString file = standard()["INPUT"].toString();
  QVERIFY( said( file ).contains( file + " is a file, but DATASET must be a folder." ) );
  QVERIFY( said( "/nowhere/set" ).contains( "There is no folder /nowhere/set (parameter DATASET)." ) );
}

void TestInputChecks::saysWhatMayBeGiven_data()
{
  QTest::addColumn<QString>( "parameter" );
  QTest::addColumn<QVariant>( "value" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "below" ) << "LEARNING_RATE" << QVariant( -1 )
                           << "LEARNING_RATE = -1 cannot be used (Learning rate). Give a number from ";
  QTest::newRow( "above" ) << "VALIDATION_SHARE" << QVariant( 7 ) << "Give a number from 0 to 0.9.";
  QTest::newRow( "no number" ) << "EPOCHS" << QVariant( "many" ) << "EPOCHS = many cannot be used";
  QTest::newRow( "no choice" )
      << "SIZE" << QVariant( "huge" )
      << "SIZE = huge cannot be used (Network size). Give one of: tiny, small, tyrion.";
}

void TestInputChecks::saysWhatMayBeGiven()
{
  QFETCH( QString, parameter );
  QFETCH( QVariant, value );
  QFETCH( QString, sentence );
  QVariantMap parameters{ { "SCENES", path( {} ) }, { "MODEL", path( "model.safetensors" ) } };
  parameters[parameter] = value;
  const QString said = refusal( "finetune", parameters );
  QVERIFY2( said.startsWith( sentence ) || said.endsWith( sentence ), qPrintable( said ) );
}

void TestInputChecks::namesWhatIsMissing()
{
  const QString said = refusal( "importweights", { { "OUTPUT", path( "model.safetensors" ) } } );
  QVERIFY2( said.startsWith( "The parameter INPUT (" ), qPrintable( said ) );
}

void TestInputChecks::namesTheFileThatIsNotThere_data()
{
  QTest::addColumn<QString>( "algorithm" );
  QTest::addColumn<QString>( "parameter" );
  QTest::addColumn<QVariant>( "value" );
  const QVariant raster = "/nowhere/x.tif";
  const QVariant vector = "/nowhere/x.gpkg|layername=y";
  const auto source = QVariant::fromValue( QgsProcessingFeatureSourceDefinition( "/nowhere/x.gpkg", true ) );
  QTest::newRow( "raster" ) << "extractfronts"
                            << "INPUT" << raster;
  QTest::newRow( "optional raster" ) << "tracefronts"
                                     << "CONFIDENCE" << raster;
  QTest::newRow( "layer in a file" ) << "extractfronts"
                                     << "AREA" << vector;
  QTest::newRow( "selected features" ) << "extractfronts"
                                       << "AREA" << source;
  QTest::newRow( "list of rasters" ) << "finetune"
                                     << "RASTERS" << QVariant( QVariantList{ raster } );
  QTest::newRow( "fronts" ) << "evaluatefronts"
                            << "PREDICTED" << vector;
}

void TestInputChecks::namesTheFileThatIsNotThere()
{
  QFETCH( QString, algorithm );
  QFETCH( QString, parameter );
  QFETCH( QVariant, value );
  QVariantMap parameters{ { parameter, value } };
  if ( algorithm == "extractfronts" )
    parameters.insert( "FRONTS", path( "fronts.gpkg" ) );
  const QString scene = standard()["INPUT"].toString();
  for ( const char *other : { "INPUT", "ZONES", "REFERENCE" } )
    if ( mProvider->algorithm( algorithm )->parameterDefinition( other ) && !parameters.contains( other ) )
      parameters[other] = scene;
  const QString sentence = refusal( algorithm, parameters );
  QVERIFY2( sentence.startsWith( "There is no file /nowhere/x." ) &&
                sentence.endsWith(
                    QString( " (parameter %1). Check the path, or choose another." ).arg( parameter ) ),
            qPrintable( sentence ) );
}

//! As scenes lie in archives: from a text QGIS opens none of them.
void TestInputChecks::takesWhatGdalNamesInsideOfFiles()
{
  QFile scene( standard()["INPUT"].toString() );
  QVERIFY( scene.open( QIODevice::ReadOnly ) );
  const QByteArray bytes = scene.readAll();
  QFile archive( path( "scenes.zip" ) );
  QVERIFY( archive.open( QIODevice::WriteOnly ) );
  archive.write( zipped( { { "a/scene.tif", bytes }, { "b.tif", bytes } } ) );
  archive.close();
  for ( const QString &name :
        { "/vsizip/" + archive.fileName() + "/a/scene.tif", "GTIFF_DIR:1:" + scene.fileName() } )
  {
    QVariantMap parameters = standard();
    parameters["INPUT"] = name;
    QCOMPARE( refusal( "extractfronts", parameters ), QString() );
    QCOMPARE( run( { { "INPUT", name } } )["FRONT_COUNT"].toInt(), 1 );
  }
  QVariantMap parameters = standard();
  parameters["INPUT"] = "/vsizip/" + archive.fileName() + "/nothing.tif";
  QVERIFY( !refusal( "extractfronts", parameters ).isEmpty() );
}

void TestInputChecks::saysWhatAFileOfSeveralRastersHolds()
{
  QVERIFY( QDir( path( "" ) ).mkdir( "scene.data" ) );
  for ( const char *name : { "scene.dim", "scene.data/Sigma0_HH.img", "scene.data/Sigma0_HV.img" } )
  {
    QFile file( path( name ) );
    QVERIFY( file.open( QIODevice::WriteOnly ) );
    file.write( "<Dimap_Document/>" );
  }
  QVariantMap parameters = standard();
  parameters["INPUT"] = path( "scene.dim" );
  const QString dimap = refusal( "extractfronts", parameters );
  QVERIFY2( dimap.contains( path( "scene.data" ) ) && dimap.contains( "Sigma0_HH.img, Sigma0_HV.img" ),
            qPrintable( dimap ) );
  QFile archive( path( "two.zip" ) );
  QVERIFY( archive.open( QIODevice::WriteOnly ) );
  archive.write( zipped( { { "a.tif", "1" }, { "b.tif", "2" } } ) );
  archive.close();
  parameters["INPUT"] = archive.fileName();
  const QString zip = refusal( "extractfronts", parameters );
  QVERIFY2( zip.contains( "/vsizip/" + archive.fileName() + "/b.tif" ), qPrintable( zip ) );
}

void TestInputChecks::namesTheFileThatIsNoLayer()
{
  QFile file( path( "notes.txt" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( "no raster" );
  file.close();
  QVariantMap parameters = standard();
  parameters["INPUT"] = file.fileName();
  const QString sentence = refusal( "extractfronts", parameters );
  QVERIFY2( sentence.startsWith( "QGIS cannot open " + file.fileName() + " (parameter INPUT). Check that" ),
            qPrintable( sentence ) );
  parameters["INPUT"] = "fjord.tif";
  const QString relative = refusal( "extractfronts", parameters );
  QVERIFY2( relative.contains( "There is no file fjord.tif in the folder " + QDir::currentPath() +
                               ", and no layer of that name in the project" ),
            qPrintable( relative ) );
}

//! Layers by id, by name and by source; files, and layers inside them.
void TestInputChecks::takesWhatQgisTakes()
{
  QgsProject project;
  const QString scene = standard()["INPUT"].toString();
  auto *raster = new QgsRasterLayer( scene, "the fjord" );
  auto *areas = new QgsVectorLayer( "Polygon?crs=EPSG:32633", "areas", "memory" );
  QgsFeature square;
  square.setGeometry( QgsGeometry::fromRect( QgsRectangle( 500000, 7990000, 510000, 8000000 ) ) );
  areas->dataProvider()->addFeature( square );
  QgsVectorFileWriter::SaveVectorOptions options;
  options.layerName = "kept";
  QString written;
  QString layerName;
  QString error;
  QgsVectorFileWriter::writeAsVectorFormatV3( areas, path( "areas.gpkg" ), {}, options, &error, &written,
                                              &layerName );
  project.addMapLayers( { raster, areas } );

  QVariantMap parameters = standard();
  for ( const QVariant &input : { QVariant( scene ), QVariant( raster->id() ), QVariant( "the fjord" ),
                                  QVariant::fromValue( static_cast<QgsMapLayer *>( raster ) ) } )
    for ( const QVariant &area :
          { QVariant( areas->id() ), QVariant( "areas" ), QVariant( path( "areas.gpkg" ) ),
            QVariant( path( "areas.gpkg" ) + "|layername=kept" ), QVariant() } )
    {
      parameters["INPUT"] = input;
      parameters["AREA"] = area;
      const QString sentence = refusal( "extractfronts", parameters, &project );
      QVERIFY2( sentence.isEmpty(), qPrintable( sentence ) );
    }
}

//! A checkpoint or model that was written as “model.weights” is read again.
void TestInputChecks::readsFilesOfAnyEnding()
{
  int files = 0;
  for ( const QgsProcessingAlgorithm *algorithm : mProvider->algorithms() )
    for ( const QgsProcessingParameterDefinition *parameter : algorithm->parameterDefinitions() )
    {
      const auto *file = dynamic_cast<const QgsProcessingParameterFile *>( parameter );
      if ( !file )
        continue;
      ++files;
      for ( const char *name : { "/folder/my.weights", "/folder/weights" } )
        QVERIFY2( file->checkValueIsAcceptable( name, nullptr ),
                  qPrintable( algorithm->name() + ' ' + file->name() + ' ' + file->fileFilter() ) );
    }
  QVERIFY( files > 5 );
}

void TestInputChecks::namesAnUnknownCoordinateSystem()
{
  for ( const char *wrong : { "EPSG:99999", "polar" } )
  {
    run( { { "CRS", wrong } } );
    QVERIFY( !mSucceeded );
    QVERIFY2( mLog.contains(
                  QString( "QGIS knows no coordinate reference system “%1” (parameter CRS). Give one such "
                           "as EPSG:3413." )
                      .arg( wrong ) ),
              qPrintable( mLog ) );
  }
  run( { { "CRS", QVariant::fromValue( QgsCoordinateReferenceSystem( "EPSG:32633" ) ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
}

QGSTEST_MAIN( TestInputChecks )
#include "testinputchecks.moc"
