#include <QtTest>

#include "model/raster/shownpath.h"

using namespace calving;

class TestShownPath : public QObject
{
  Q_OBJECT

private slots:
  void keysOfAddressesStayUnsaid();
};

void TestShownPath::keysOfAddressesStayUnsaid()
{
  QCOMPARE( shownPath( "/vsicurl/https://a.b/c.tif?sig=secret" ),
            std::string( "/vsicurl/https://a.b/c.tif" ) );
  QCOMPARE( shownPath( "/vsizip/vsicurl/https://a.b/c.zip/d.tif" ),
            std::string( "/vsizip/vsicurl/https://a.b/c.zip/d.tif" ) );
  QCOMPARE( shownPath( "/data/what?.tif" ), std::string( "/data/what?.tif" ) );
}

QTEST_APPLESS_MAIN( TestShownPath )
#include "testshownpath.moc"
