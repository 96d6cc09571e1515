#include <torch/torch.h>

#include <QtTest>

#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/nn/cancelpoint.h"
#include "model/nn/tyrion.h"

using namespace calving;

class TestCancelPoint : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void endsEitherPass_data();
  void endsEitherPass();
  void leavesResultsAlone();
  void asksNobodyOnceGone();
};

namespace
{

Tyrion network( bool recompute )
{
  torch::manual_seed( 3 );
  return Tyrion( TyrionOptions( tyrionSize( "tiny" ) ).image_side( 64 ).dropout( 0 ).recompute( recompute ) );
}

torch::Tensor image()
{
  return torch::linspace( 0, 1, 64 * 64 ).view( { 1, 1, 64, 64 } );
}

std::vector<torch::Tensor> gradients( Tyrion &tyrion )
{
  tyrion( image() ).square().mean().backward();
  std::vector<torch::Tensor> result;
  for ( const torch::Tensor &parameter : tyrion->parameters() )
    result.push_back( parameter.grad() );
  return result;
}

} // namespace

void TestCancelPoint::endsEitherPass_data()
{
  QTest::addColumn<bool>( "recompute" );
  QTest::newRow( "activations kept" ) << false;
  QTest::newRow( "activations computed again" ) << true;
}

//! Wherever in the passes the user wants to stop, what the check throws comes out of the call that runs them.
void TestCancelPoint::endsEitherPass()
{
  QFETCH( bool, recompute );
  Tyrion tyrion = network( recompute );
  int calls = 0;
  int last = 0;
  const auto count = [&]
  {
    if ( ++calls == last )
      throw Cancelled();
  };
  const CancelPoints stopPoints( count );
  const torch::Tensor loss = tyrion( image() ).square().mean();
  const int forward = calls;
  loss.backward();
  const int all = calls;
  // Two for each of the blocks, and some for each convolution of the decoder.
  QVERIFY2( forward > 20 && all - forward >= forward,
            qPrintable( QString( "%1 %2" ).arg( forward ).arg( all ) ) );
  for ( last = 1; last <= all; last += 7 )
  {
    calls = 0;
    torch::Tensor again;
    const auto forwardPass = [&] { again = tyrion( image() ).square().mean(); };
    if ( last <= forward )
    {
      QVERIFY_EXCEPTION_THROWN( forwardPass(), Cancelled );
      continue;
    }
    forwardPass();
    QVERIFY_EXCEPTION_THROWN( again.backward(), Cancelled );
    QCOMPARE( calls, last );
  }
}

void TestCancelPoint::leavesResultsAlone()
{
  Tyrion without = network( false );
  const std::vector<torch::Tensor> expected = gradients( without );
  Tyrion with = network( false );
  const CancelPoints stopPoints( [] {} );
  const std::vector<torch::Tensor> found = gradients( with );
  for ( std::size_t i = 0; i < expected.size(); ++i )
    QVERIFY( found[i].defined() == expected[i].defined() &&
             ( !found[i].defined() || torch::equal( found[i], expected[i] ) ) );
}

void TestCancelPoint::asksNobodyOnceGone()
{
  Tyrion tyrion = network( false );
  torch::Tensor loss;
  {
    const CancelPoints stopPoints( [] {} );
    loss = tyrion( image() ).square().mean();
    const CancelPoints inner( [] {} );
  }
  loss.backward();
  {
    const CancelPoints outer( [] { throw Cancelled(); } );
    {
      const CancelPoints inner( [] {} );
      tyrion( image() );
    }
    QVERIFY_EXCEPTION_THROWN( tyrion( image() ), Cancelled );
  }
}

QTEST_APPLESS_MAIN( TestCancelPoint )
#include "testcancelpoint.moc"
