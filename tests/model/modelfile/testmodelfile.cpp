#include <cmath>

#include <QtTest>

#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelcardjson.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/version.h"
#include "support/expecterror.h"
#include "support/sampleweights.h"
#include "support/testbytes.h"

using namespace calving;

class TestModelFile : public QObject
{
  Q_OBJECT

private slots:
  void returnsWhatWasWritten();
  void keepsUnknownKeysOfTheCard();
  void fillsInTheSoftwareVersion();
  void infersTheCardOfAPlainFile();
  void isReadByPython_data();
  void isReadByPython();
  void refusesDamagedWeights_data();
  void refusesDamagedWeights();
  void refusesDamagedCards_data();
  void refusesDamagedCards();

private:
  std::string path() const { return mFolder.filePath( "model.safetensors" ).toStdString(); }

  QTemporaryDir mFolder;
};

namespace
{

ModelCard sampleCard()
{
  ModelCard card;
  card.name = "fjord \"Ø\"";
  card.task = "optsimmim";
  card.size = sampleSize();
  card.classNames = { "a", "b", "c", "d" };
  card.pixelSizeMetres = 7.25;
  card.valueScaling = "decibel";
  card.trainingData = "CaFFe";
  card.split = "held out: Mapple";
  card.seed = 18446744073709551615u;
  card.metrics = { { "validation mean distance error (m)", 293.5 }, { "loss", 1e-7 } };
  card.licence = "CC BY 4.0";
  card.softwareVersion = "9.9";
  card.notes = { { "recipe", "line one\nline two" } };
  return card;
}

//! Names of the entries in which two cards differ.
QStringList differingEntries( const ModelCard &a, const ModelCard &b )
{
  QStringList names;
  const auto note = [&names]( bool same, const char *name )
  {
    if ( !same )
      names << name;
  };
  note( a.name == b.name, "name" );
  note( a.task == b.task, "task" );
  note( a.size == b.size, "size" );
  note( a.classNames == b.classNames, "class names" );
  note( a.pixelSizeMetres == b.pixelSizeMetres, "pixel size" );
  note( a.valueScaling == b.valueScaling, "value scaling" );
  note( a.trainingData == b.trainingData, "training data" );
  note( a.split == b.split, "split" );
  note( a.seed == b.seed, "seed" );
  note( a.metrics == b.metrics, "metrics" );
  note( a.licence == b.licence, "licence" );
  note( a.softwareVersion == b.softwareVersion, "software version" );
  note( a.notes == b.notes, "notes" );
  return names;
}

//! Lines that the Python reader prints; empty where Python fails.
QList<QByteArray> pythonLines( const QStringList &arguments )
{
  QProcess python;
  python.start( QStringLiteral( "/usr/bin/python3" ), QStringList( READER_SCRIPT ) + arguments );
  if ( !python.waitForFinished() || python.exitCode() != 0 )
    qWarning() << python.readAllStandardError();
  return python.readAllStandardOutput().trimmed().split( '\n' );
}

} // namespace

void TestModelFile::returnsWhatWasWritten()
{
  writeModelFile( path(), sampleCard(), sampleWeights() );
  const ModelFile model = readModelFile( path() );
  QCOMPARE( differingEntries( model.card, sampleCard() ), QStringList() );
  QVERIFY( model.file.tensors == sampleWeights().tensors );
}

void TestModelFile::keepsUnknownKeysOfTheCard()
{
  const ModelCard card = modelCardFromJson( R"({"name":"x","colour":"blue","future":{"a":[1,2]}})", "file" );
  QCOMPARE( card.notes.at( "colour" ), std::string( "blue" ) );
  QCOMPARE( card.notes.at( "future" ), std::string( R"({"a":[1,2]})" ) );
  QCOMPARE( modelCardFromJson( modelCardToJson( card ), "file" ).notes.at( "colour" ),
            std::string( "blue" ) );
}

//! A metric that could not be computed is not a number, which JSON cannot write.
void TestModelFile::fillsInTheSoftwareVersion()
{
  ModelCard card = sampleCard();
  card.softwareVersion.clear();
  card.metrics = { { "loss", std::nan( "" ) } };
  writeModelFile( path(), card, sampleWeights() );
  const ModelFile model = readModelFile( path() );
  QCOMPARE( model.card.softwareVersion, std::string( softwareVersion ) );
  QVERIFY( std::isnan( model.card.metrics.at( "loss" ) ) );
}

void TestModelFile::infersTheCardOfAPlainFile()
{
  writeSafetensors( path(), sampleWeights( "swin_unet." ) );
  const ModelFile model = readModelFile( path() );
  QVERIFY( model.card.size == sampleSize() );
  QCOMPARE( model.card.task, std::string( "zones" ) );
  QCOMPARE( model.card.name, std::string( "model" ) );
  QCOMPARE( model.file.tensors.count( "pred_target.6.weight" ), std::size_t( 1 ) );
}

void TestModelFile::isReadByPython_data()
{
  QTest::addColumn<QStringList>( "arguments" );
  QTest::newRow( "standard library" ) << QStringList();
  QTest::newRow( "safetensors package" ) << QStringList( "package" );
}

void TestModelFile::isReadByPython()
{
  QFETCH( QStringList, arguments );
  if ( !arguments.isEmpty() &&
       QProcess::execute( "/usr/bin/python3", { "-c", "import safetensors, numpy" } ) != 0 )
    QSKIP( "Python's safetensors package is not installed" );
  TensorFile file;
  file.tensors["weight"] = storedFloats( { 2, 3 }, { 1, 2, 3, 4, 5, -0.5f } );
  file.tensors["bytes"] = { DType::UInt8, { 2 }, { std::byte{ 250 }, std::byte{ 4 } } };
  file.tensors["index"] = { DType::Int64, { 1 }, std::vector<std::byte>( 8, std::byte{ 0xff } ) };
  writeModelFile( path(), sampleCard(), file );

  const QList<QByteArray> lines =
      pythonLines( QStringList( mFolder.filePath( "model.safetensors" ) ) + arguments );
  QCOMPARE( lines.size(), 4 );
  QCOMPARE( lines[0], QByteArray( R"({"name": "bytes", "shape": [2], "sum": 254.0})" ) );
  QCOMPARE( lines[1], QByteArray( R"({"name": "index", "shape": [1], "sum": -1.0})" ) );
  QCOMPARE( lines[2], QByteArray( R"({"name": "weight", "shape": [2, 3], "sum": 14.5})" ) );
  const QJsonObject metadata = QJsonDocument::fromJson( lines[3] ).object();
  QCOMPARE( metadata["format"].toString(), QStringLiteral( "pt" ) );
  const QJsonObject card = QJsonDocument::fromJson( metadata["model_card"].toString().toUtf8() ).object();
  QCOMPARE( card["architecture"].toObject()["embed_dim"].toInt(), 8 );
  QCOMPARE( card["name"].toString(), QStringLiteral( "fjord \"Ø\"" ) );
}

void TestModelFile::refusesDamagedWeights_data()
{
  QTest::addColumn<float>( "value" );
  QTest::addColumn<bool>( "hasCard" );
  for ( const bool hasCard : { true, false } )
  {
    const QByteArray suffix = hasCard ? "" : ", plain file";
    QTest::newRow( "no number" + suffix ) << std::nanf( "" ) << hasCard;
    QTest::newRow( "infinite" + suffix ) << -INFINITY << hasCard;
    QTest::newRow( "impossibly large" + suffix ) << 3e20f << hasCard;
  }
}

//! One value among zeros, in a model file with a card and in one without.
void TestModelFile::refusesDamagedWeights()
{
  QFETCH( float, value );
  QFETCH( bool, hasCard );
  TensorFile file = sampleWeights();
  std::vector<float> values( 8 );
  values[5] = value;
  file.tensors["patch_embed.norm.bias"] = storedFloats( { 8 }, values );
  if ( hasCard )
    writeModelFile( path(), sampleCard(), file );
  else
    writeSafetensors( path(), file );
  EXPECT_ERROR( readModelFile( path() ), "“patch_embed.norm.bias”" );
  EXPECT_ERROR( readModelFile( path() ), path() );
}

void TestModelFile::refusesDamagedCards_data()
{
  QTest::addColumn<QString>( "card" );
  QTest::addColumn<QString>( "reason" );
  QTest::newRow( "no JSON" ) << "{"
                             << "is broken";
  QTest::newRow( "no table" ) << "[]"
                              << "a table is expected";
  QTest::newRow( "deep" ) << QString( 100000, '[' ) << "nested too deep";
  QTest::newRow( "key twice" ) << R"({"name":"a","name":"b"})"
                               << "“name” twice";
  QTest::newRow( "name no text" ) << R"({"name":3})"
                                  << "“name”";
  QTest::newRow( "negative seed" ) << R"({"seed":-3})"
                                   << "“seed”";
  QTest::newRow( "zero classes" ) << R"({"architecture":{"num_classes":0}})"
                                  << "“num_classes”";
  QTest::newRow( "huge embedding" ) << R"({"architecture":{"embed_dim":4294967296}})"
                                    << "“embed_dim”";
  QTest::newRow( "three stages" ) << R"({"architecture":{"depths":[2,2,6]}})"
                                  << "“depths”";
  QTest::newRow( "heads do not divide" ) << R"({"architecture":{"num_heads":[5,6,12,24]}})"
                                         << "“num_heads”";
  QTest::newRow( "architecture no table" ) << R"({"architecture":"tyrion"})"
                                           << "a table is expected";
  QTest::newRow( "class without name" ) << R"({"class_names":["ocean"]})"
                                        << "“class_names”";
  QTest::newRow( "negative pixels" ) << R"({"pixel_size_metres":-1})"
                                     << "“pixel_size_metres”";
  QTest::newRow( "pixels of five centimetres" ) << R"({"pixel_size_metres":0.05})"
                                                << "“pixel_size_metres”";
  QTest::newRow( "pixels of an Earth" ) << R"({"pixel_size_metres":1e7})"
                                        << "“pixel_size_metres”";
  QTest::newRow( "seed no integer" ) << R"({"seed":2.5})"
                                     << "“seed”";
  QTest::newRow( "class no text" ) << R"({"class_names":["a","b","c",4]})"
                                   << "“class_names”";
  QTest::newRow( "switch as pixel size" ) << R"({"pixel_size_metres":true})"
                                          << "“pixel_size_metres”";
  QTest::newRow( "metric no number" ) << R"({"metrics":{"loss":"low"}})"
                                      << "“metrics”";
  QTest::newRow( "note no text" ) << R"({"notes":{"a":1}})"
                                  << "“notes”";
}

void TestModelFile::refusesDamagedCards()
{
  QFETCH( QString, card );
  QFETCH( QString, reason );
  TensorFile file = sampleWeights();
  file.metadata["model_card"] = card.toStdString();
  writeSafetensors( path(), file );
  try
  {
    readModelFile( path() );
    QFAIL( "no Error" );
  }
  catch ( const Error &e )
  {
    const QString complaint = QString::fromUtf8( e.what() );
    QVERIFY2( complaint.contains( reason ), e.what() );
    QVERIFY2( complaint.contains( "model.safetensors" ), e.what() );
  }
}

QTEST_APPLESS_MAIN( TestModelFile )
#include "testmodelfile.moc"
