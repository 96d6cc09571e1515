#include <QtTest>

#include <fstream>
#include <memory>
#include <vector>

#include <unistd.h>

#include "model/base/keptmemory.h"

using namespace calving;

class TestKeptMemory : public QObject
{
  Q_OBJECT

private slots:
  void keepsUntilTheLastIsGone();
};

namespace
{

constexpr double megabyte = 1 << 20;

//! Memory of this process that is in use, in megabytes.
double residentMegabytes()
{
  std::ifstream file( "/proc/self/statm" );
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>( ::sysconf( _SC_PAGESIZE ) ) / megabyte;
}

void takeAndFree()
{
  std::vector<char> bytes( 300 << 20, 1 );
  volatile char used = bytes[12345]; // or the compiler might leave all of it out
  static_cast<void>( used );
}

} // namespace

void TestKeptMemory::keepsUntilTheLastIsGone()
{
  takeAndFree();
  const double before = residentMegabytes();
  {
    const KeptMemory first;
    auto second = std::make_unique<KeptMemory>();
    takeAndFree();
    QVERIFY( residentMegabytes() > before + 250 );
    second.reset();
    takeAndFree();
    QVERIFY( residentMegabytes() > before + 250 );
  }
  QVERIFY( residentMegabytes() < before + 50 );
  takeAndFree();
  QVERIFY( residentMegabytes() < before + 50 );
}

QTEST_APPLESS_MAIN( TestKeptMemory )
#include "testkeptmemory.moc"
