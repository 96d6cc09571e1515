#include <QtTest>

#include "model/scene/sceneday.h"

using namespace calving;

class TestSceneDay : public QObject
{
  Q_OBJECT

private slots:
  void isOfTheTimeElseOfNoon();
};

//! 2 June 2018 is day 17684 since 1970.
void TestSceneDay::isOfTheTimeElseOfNoon()
{
  SceneFacts facts;
  QVERIFY( !sceneDay( facts ) );
  facts.date = "2018-06-02";
  QCOMPARE( *sceneDay( facts ), 17684.5 );
  facts.dateTime = "2018-06-02T06:00:00";
  QCOMPARE( *sceneDay( facts ), 17684.25 );
}

QTEST_GUILESS_MAIN( TestSceneDay )
#include "testsceneday.moc"
