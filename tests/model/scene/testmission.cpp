#include <QtTest>

#include "model/scene/mission.h"

using namespace calving;

class TestMission : public QObject
{
  Q_OBJECT

private slots:
  void namesWhatSensorsFlewOn_data();
  void namesWhatSensorsFlewOn();
};

void TestMission::namesWhatSensorsFlewOn_data()
{
  QTest::addColumn<QString>( "sensor" );
  QTest::addColumn<QString>( "mission" );
  const auto row = []( const char *sensor, const char *mission )
  { QTest::newRow( sensor ) << sensor << mission; };
  row( "S1", "Sentinel-1" );
  row( "S1A", "Sentinel-1" );
  row( "sentinel_1b", "Sentinel-1" );
  row( "Sentinel-1A", "Sentinel-1" );
  row( "S2A", "Sentinel-2" );
  row( "TSX", "TerraSAR-X" );
  row( "TerraSAR-X", "TerraSAR-X" );
  row( "TDX", "TanDEM-X" );
  row( "ENVISAT", "ENVISAT" );
  row( "RADARSAT-1", "RADARSAT-1" );
  row( "", "" );
}

void TestMission::namesWhatSensorsFlewOn()
{
  QFETCH( QString, sensor );
  QFETCH( QString, mission );
  QCOMPARE( QString::fromStdString( missionOf( sensor.toStdString() ) ), mission );
}

QTEST_APPLESS_MAIN( TestMission )
#include "testmission.moc"
