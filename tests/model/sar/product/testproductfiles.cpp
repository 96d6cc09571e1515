#include <QtTest>

#include "model/sar/product/orbitfolder.h"
#include "model/sar/product/productsat.h"

using namespace calving;

//! Which files of a folder are products, and whose orbits.
class TestProductFiles : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }
  void findsProducts();
  void findsTheBestOrbit_data();
  void findsTheBestOrbit();

private:
  QString path( const QString &name ) const { return mFolder->filePath( name ); }
  void write( const QString &name, const QByteArray &content = {} ) const
  {
    QDir().mkpath( QFileInfo( path( name ) ).path() );
    QFile file( path( name ) );
    if ( file.open( QIODevice::WriteOnly ) )
      file.write( content );
  }
  QStringList found( const QString &name ) const
  {
    QStringList names;
    for ( const std::string &product : productsAt( path( name ).toStdString() ) )
      names << QDir( mFolder->path() ).relativeFilePath( QString::fromStdString( product ) );
    return names;
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestProductFiles::findsProducts()
{
  const QByteArray manifest = "<safe:familyName>SENTINEL-1</safe:familyName>";
  write( "all/B.SAFE/manifest.safe", manifest );
  write( "all/A.SAFE/manifest.safe", manifest );
  write( "all/S2.SAFE/manifest.safe", "<safe:familyName>SENTINEL-2</safe:familyName>" );
  write( "all/deeper/C.SAFE/manifest.safe", manifest );
  write( "all/scene.tif" );
  write( "all/other.zip", "no archive" );
  QCOMPARE( found( "all" ), ( QStringList{ "all/A.SAFE", "all/B.SAFE" } ) );
  QCOMPARE( found( "all/A.SAFE" ), QStringList{ "all/A.SAFE" } );
  QCOMPARE( found( "all/A.SAFE/manifest.safe" ), QStringList{ "all/A.SAFE" } );
  for ( const char *other : { "all/scene.tif", "all/other.zip", "all/S2.SAFE", "nowhere" } )
    QCOMPARE( found( other ), QStringList() );
}

void TestProductFiles::findsTheBestOrbit_data()
{
  QTest::addColumn<QStringList>( "files" );
  QTest::addColumn<QString>( "best" );
  const QString form = "S1%1_OPER_AUX_%2ORB_OPOD_%3T120000_V%4T225942_%5T005942.EOF%6";
  const QString precise = form.arg( "A", "POE", "20180623", "20180601", "20180603", "" );
  const QString packed = form.arg( "A", "POE", "20210316", "20180601", "20180603", ".zip" );
  const QString restituted = form.arg( "A", "RES", "20220101", "20180601", "20180603", "" );
  const QString sister = form.arg( "B", "POE", "20210316", "20180601", "20180603", "" );
  const QString later = form.arg( "A", "POE", "20210316", "20180602", "20180604", "" );
  QTest::newRow( "precise" ) << QStringList{ restituted, precise } << precise;
  QTest::newRow( "made last" ) << QStringList{ precise, packed } << packed;
  QTest::newRow( "restituted" ) << QStringList{ restituted, sister, later } << restituted;
  QTest::newRow( "none" ) << QStringList{ sister, later, "S1A.EOF" } << QString();
}

void TestProductFiles::findsTheBestOrbit()
{
  QFETCH( QStringList, files );
  QFETCH( QString, best );
  for ( const QString &file : files )
    write( file );
  const OrbitRequest request{ "S1A", *UtcTime::parse( "2018-06-02T08:20:30" ),
                              *UtcTime::parse( "2018-06-02T08:20:55" ) };
  QCOMPARE( QString::fromStdString( orbitFileIn( mFolder->path().toStdString(), request ) ),
            best.isEmpty() ? best : path( best ) );
}

QTEST_GUILESS_MAIN( TestProductFiles )
#include "testproductfiles.moc"
