#include <QtTest>

#include "model/error.h"
#include "model/modelfile/adoptweights.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/pytorch/torchfile.h"
#include "model/modelfile/pytorch/zipreader.h"
#include "model/modelfile/requirenetwork.h"
#include "model/modelfile/tensors/safetensors.h"
#include "support/goldencase.h"
#include "support/sampleweights.h"

using namespace calving;

Q_DECLARE_METATYPE( calving::TyrionSize )

class TestAdoptWeights : public QObject
{
  Q_OBJECT

private slots:
  void hasThePublishedLayout_data();
  void hasThePublishedLayout();
  void hasThePublishedNumberOfParameters();
  void adoptsSequences();
  void infersTheSize_data();
  void infersTheSize();
  void adoptsALightningCheckpoint();
  void makesStartingWeightsOfImageNet();
  void recognisesPretraining_data();
  void recognisesPretraining();
  void takesPrefixesOff();
  void adoptsTheNetworkBehindAnyWrapping_data();
  void adoptsTheNetworkBehindAnyWrapping();
  void refusesSeveralNetworks();
  void leavesCopiesOfTheNetworkOut();
  void prefersTheNetworksTensors();
  void listsWhatIsMissing();
  void listsWhatIsLeftOver();
  void takesNoForeignDecoder();
  void takesTheEncoderOfTheMultiTemporalNetwork();
  void refusesOtherNetworks_data();
  void refusesOtherNetworks();
};

namespace
{

TensorFile golden( const char *file )
{
  return readSafetensors( testData( QStringLiteral( "golden/" ) + file ).toStdString() );
}

bool contains( const std::vector<std::string> &names, const std::string &name )
{
  return std::find( names.begin(), names.end(), name ) != names.end();
}

QString complaintAbout( const TensorFile &file )
{
  try
  {
    adoptWeights( file, "somewhere/net.pth" );
    return {};
  }
  catch ( const Error &e )
  {
    return QString::fromUtf8( e.what() );
  }
}

} // namespace

//! Every name and shape of a state dictionary that the authors' code wrote, and no other.
void TestAdoptWeights::hasThePublishedLayout_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::newRow( "single images" ) << "tyrion_tiny";
  QTest::newRow( "sequences" ) << "mtt_tiny";
}

void TestAdoptWeights::hasThePublishedLayout()
{
  QFETCH( QString, name );
  const QString file = name + "/weights.safetensors";
  if ( testData( "golden/" + file ).isEmpty() )
    QSKIP( "Real data absent." );
  TensorFile published = golden( qPrintable( file ) );
  for ( const LayoutEntry &entry : tyrionLayout( goldenSize( name ) ) )
  {
    QVERIFY2( published.tensors.count( entry.name ), entry.name.c_str() );
    QCOMPARE( published.tensors.at( entry.name ).shape, entry.shape );
    published.tensors.erase( entry.name );
  }
  for ( const auto &[name, tensor] : published.tensors )
    QVERIFY2( isComputed( name ), name.c_str() );
}

//! 50,871,214 registered; 837,216 in temb_proj and 384 in outputt are never used.
void TestAdoptWeights::hasThePublishedNumberOfParameters()
{
  std::int64_t registered = 0;
  std::int64_t used = 0;
  for ( const LayoutEntry &entry : tyrionLayout( TyrionSize() ) )
  {
    registered += *elementCount( entry.shape );
    used += entry.isUsed ? *elementCount( entry.shape ) : 0;
  }
  QCOMPARE( registered, std::int64_t( 50871214 ) );
  QCOMPARE( used, std::int64_t( 50871214 - 837216 - 384 ) );
}

//! How many frames a sequence has no file tells: those of the publication.
void TestAdoptWeights::adoptsSequences()
{
  REQUIRE_TEST_DATA( "golden/mtt_tiny/weights.safetensors" );
  const ImportedWeights imported = adoptWeights( golden( "mtt_tiny/weights.safetensors" ), "mtt.pth" );
  TyrionSize size = goldenSize( "mtt_tiny" );
  size.frames = 8;
  QVERIFY( imported.card.size == size );
  QCOMPARE( imported.card.task, std::string( "zones" ) );
  QVERIFY( imported.match.missing.empty() );
  QVERIFY( imported.match.leftOver.empty() );
  requireNetwork( imported.weights.tensors, size, "mtt.pth" );
  size.frames = 33;
  QVERIFY_EXCEPTION_THROWN( requireNetwork( imported.weights.tensors, size, "mtt.pth" ), Error );
}

void TestAdoptWeights::infersTheSize_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<TyrionSize>( "size" );
  QTest::newRow( "Lightning checkpoint" ) << "checkpoints/lightning.ckpt" << goldenSize( "checkpoints" );
  QTest::newRow( "ImageNet layout" ) << "checkpoints/imagenet_layout.pth" << goldenSize( "checkpoints" );
  QTest::newRow( "plain safetensors" ) << "tyrion_tiny/weights.safetensors" << goldenSize();
}

void TestAdoptWeights::infersTheSize()
{
  QFETCH( QString, file );
  QFETCH( TyrionSize, size );
  const std::string path = testData( "golden/" + file ).toStdString();
  const TensorFile tensors = isTorchFile( path ) ? readTorchFile( path ) : readSafetensors( path );
  QVERIFY( adoptWeights( tensors, path ).card.size == size );
}

void TestAdoptWeights::adoptsALightningCheckpoint()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/lightning.ckpt" );
  const std::string path = testData( "golden/checkpoints/lightning.ckpt" ).toStdString();
  const TensorFile file = readTorchFile( path );
  const ImportedWeights imported = adoptWeights( file, path );
  QCOMPARE( imported.card.task, std::string( "zones" ) );
  QCOMPARE( imported.card.name, std::string( "lightning" ) );
  QCOMPARE( imported.card.notes.at( "imported from" ), std::string( "lightning.ckpt" ) );
  QVERIFY( imported.match.missing.empty() );
  QVERIFY( imported.match.leftOver.empty() );
  QCOMPARE( imported.match.matched.size() + imported.match.computed.size(), std::size_t( 190 ) );
  const std::int64_t width = goldenSize( "checkpoints" ).embedDimension;
  QCOMPARE( imported.decoderWidths,
            ( std::vector<std::int64_t>{ 8 * width, 4 * width, 2 * width, width, width, width } ) );
  QCOMPARE( imported.weights.tensors.size(), imported.match.matched.size() );
  for ( const auto &[name, tensor] : imported.weights.tensors )
    QVERIFY2( tensor == file.tensors.at( "swin_unet." + name ), name.c_str() );
}

//! The authors' loader takes 106 tensors (masks and tables among them), drops 3 by shape and ignores 4.
void TestAdoptWeights::makesStartingWeightsOfImageNet()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/imagenet_layout.pth" );
  const std::string path = testData( "golden/checkpoints/imagenet_layout.pth" ).toStdString();
  const ImportedWeights imported = adoptWeights( readTorchFile( path ), path );
  QCOMPARE( imported.card.task, std::string( "encoder" ) );
  QCOMPARE( imported.match.leftOver,
            ( std::vector<std::string>{ "head.bias", "head.weight", "norm.bias", "norm.weight" } ) );
  QCOMPARE( imported.match.matched.size() + imported.match.computed.size(), std::size_t( 106 + 3 ) );
  QVERIFY( contains( imported.match.computed, "layers.1.blocks.1.attn_mask" ) );
  QVERIFY( contains( imported.match.computed, "layers.3.blocks.0.attn.relative_coords_table" ) );
  QVERIFY( contains( imported.match.matched, "layers.3.blocks.0.attn.cpb_mlp.0.weight" ) );
  QVERIFY( contains( imported.match.missing, "pred_target.6.weight" ) );
  QVERIFY( imported.decoderWidths.empty() );
}

void TestAdoptWeights::recognisesPretraining_data()
{
  QTest::addColumn<QString>( "extra" );
  QTest::addColumn<QString>( "task" );
  QTest::newRow( "OptSimMIM" ) << "ssl/optsimmim_extra.safetensors"
                               << "optsimmim";
  QTest::newRow( "OptTranslator" ) << "ssl/opttranslator_extra.safetensors"
                                   << "opttranslator";
}

//! The authors' checkpoints: the network's tensors below a prefix, the method's own beside them.
void TestAdoptWeights::recognisesPretraining()
{
  REQUIRE_TEST_DATA( "golden/ssl/optsimmim_extra.safetensors" );
  QFETCH( QString, extra );
  QFETCH( QString, task );
  TensorFile checkpoint = golden( qPrintable( extra ) );
  const std::size_t added = checkpoint.tensors.size();
  for ( const auto &[name, tensor] : golden( "tyrion_tiny/weights.safetensors" ).tensors )
    checkpoint.tensors["swin_unet." + name] = tensor;
  const ImportedWeights imported = adoptWeights( checkpoint, "last.ckpt" );
  QCOMPARE( imported.card.task, task.toStdString() );
  QVERIFY( imported.match.missing.empty() );
  QVERIFY( imported.match.leftOver.empty() );
  QCOMPARE( imported.match.matched.size() + imported.match.computed.size(), 210 + added );
}

void TestAdoptWeights::takesPrefixesOff()
{
  for ( const char *prefix : { "", "swin_unet.", "module.", "module.swin_unet.", "_orig_mod.", "model.",
                               "net.", "network.", "backbone.", "encoder.", "_orig_mod.module.model.",
                               "model._orig_mod.net.swin_unet.", "student.", "model.student.branch." } )
  {
    const ImportedWeights imported = adoptWeights( sampleWeights( prefix ), "net.pth" );
    QCOMPARE( imported.card.task, std::string( "zones" ) );
    QVERIFY( imported.card.size == sampleSize() );
    QVERIFY( imported.match.leftOver.empty() );
  }
}

void TestAdoptWeights::adoptsTheNetworkBehindAnyWrapping_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QStringList>( "unread" );
  QTest::newRow( "torch.compile" ) << "compiled.safetensors" << QStringList();
  QTest::newRow( "Lightning" ) << "lightning_model.ckpt" << QStringList();
  QTest::newRow( "with an 8-bit float" ) << "with_fp8.safetensors" << QStringList( "scale (F8_E4M3)" );
}

//! Every value as Python's numpy stored it before the names were wrapped.
void TestAdoptWeights::adoptsTheNetworkBehindAnyWrapping()
{
  REQUIRE_TEST_DATA( "../cases/weights/reference.npz" );
  QFETCH( QString, file );
  QFETCH( QStringList, unread );
  const std::string path = testData( "../cases/weights/" + file ).toStdString();
  const ImportedWeights imported = adoptWeights( readTensorFile( path ), path );
  QCOMPARE( imported.card.task, std::string( "zones" ) );
  for ( const std::string &name : imported.match.missing ) // what the network never uses
    QVERIFY2( name == "outputt.weight" || name.find( "temb_proj" ) != std::string::npos, name.c_str() );
  QVERIFY( imported.match.leftOver.empty() );
  QStringList named;
  for ( const std::string &name : imported.match.unread )
    named << QString::fromStdString( name );
  QCOMPARE( named, unread );

  const ZipReader reference( testData( "../cases/weights/reference.npz" ).toStdString() );
  QCOMPARE( reference.names().size(), imported.weights.tensors.size() + imported.match.computed.size() );
  for ( const auto &[name, tensor] : imported.weights.tensors )
  {
    const std::vector<std::byte> array = reference.read( name + ".npy" );
    QVERIFY2( array.size() > tensor.bytes.size(), name.c_str() );
    QVERIFY2( std::equal( tensor.bytes.rbegin(), tensor.bytes.rend(), array.rbegin() ), name.c_str() );
  }
}

//! Nobody can tell which of them is meant.
void TestAdoptWeights::refusesSeveralNetworks()
{
  for ( const auto &[first, second] : std::vector<std::pair<std::string, std::string>>{
            { "student.", "teacher." }, { "encoder.", "model.backbone." } } )
  {
    TensorFile file = sampleWeights( first );
    file.tensors.merge( sampleWeights( second ).tensors );
    const QString complaint = complaintAbout( file );
    QVERIFY2( complaint.contains( QString::fromStdString( first ) ), qPrintable( complaint ) );
    QVERIFY2( complaint.contains( QString::fromStdString( second ) ), qPrintable( complaint ) );
  }
}

//! A running mean of the weights, which some trainers keep beside them.
void TestAdoptWeights::leavesCopiesOfTheNetworkOut()
{
  TensorFile file = sampleWeights( "model." );
  file.tensors.merge( sampleWeights( "ema." ).tensors );
  const ImportedWeights imported = adoptWeights( file, "net.pth" );
  QCOMPARE( imported.card.task, std::string( "zones" ) );
  QVERIFY( contains( imported.match.leftOver, "ema.pred_target.6.bias" ) );
}

void TestAdoptWeights::prefersTheNetworksTensors()
{
  TensorFile file = sampleWeights( "swin_unet." );
  file.tensors["pred_target.6.bias"] = storedFloats( { 9 }, std::vector<float>( 9, 1.0f ) );
  const ImportedWeights imported = adoptWeights( file, "net.pth" );
  QCOMPARE( floatValues( imported.weights.tensors.at( "pred_target.6.bias" ) ),
            std::vector<float>( 4, 0.0f ) );
}

void TestAdoptWeights::listsWhatIsMissing()
{
  TensorFile file = sampleWeights();
  file.tensors.erase( "layers.2.blocks.0.mlp.fc1.bias" );
  file.tensors.at( "patch_embed.norm.bias" ).dtype = DType::Int32;
  file.tensors.erase( "outputt.weight" );
  const ImportedWeights imported = adoptWeights( file, "net.pth" );
  QCOMPARE( imported.card.task, std::string( "encoder" ) );
  QCOMPARE( imported.match.missing,
            ( std::vector<std::string>{ "patch_embed.norm.bias", "layers.2.blocks.0.mlp.fc1.bias",
                                        "outputt.weight" } ) );
  QCOMPARE( imported.match.leftOver, std::vector<std::string>{ "patch_embed.norm.bias" } );
}

void TestAdoptWeights::listsWhatIsLeftOver()
{
  TensorFile file = sampleWeights();
  file.tensors["val_iou.confmat"] = storedFloats( { 1 }, { 0.0f } );
  const ImportedWeights imported = adoptWeights( file, "net.pth" );
  QCOMPARE( imported.card.task, std::string( "zones" ) );
  QCOMPARE( imported.match.leftOver, std::vector<std::string>{ "val_iou.confmat" } );
  QCOMPARE( imported.weights.tensors.count( "val_iou.confmat" ), std::size_t( 0 ) );
}

void TestAdoptWeights::takesNoForeignDecoder()
{
  TensorFile file = sampleWeights();
  file.tensors["pred_target.2.block.conv1.weight"] =
      storedFloats( { 5, 64, 3, 3 }, std::vector<float>( 5 * 64 * 9 ) );
  const ImportedWeights imported = adoptWeights( file, "net.pth" );
  QCOMPARE( imported.card.task, std::string( "encoder" ) );
  QCOMPARE( imported.decoderWidths, ( std::vector<std::int64_t>{ 64, 32, 5, 8, 8, 8 } ) );
  QCOMPARE( imported.weights.tensors.count( "pred_target.0.block.conv1.weight" ), std::size_t( 0 ) );
  QVERIFY( contains( imported.match.leftOver, "pred_target.0.block.conv1.weight" ) );
}

//! What the authors' file has otherwise than that of one date: names and shapes.
void TestAdoptWeights::takesTheEncoderOfTheMultiTemporalNetwork()
{
  TensorFile file = sampleWeights();
  const auto add = [&file]( const char *name, const std::vector<std::int64_t> &shape )
  { file.tensors[name] = storedFloats( shape, std::vector<float>( *elementCount( shape ) ) ); };
  add( "layers.1.blocks.0.temporal_convolution.compress.weight", { 4, 16, 3, 1, 1 } );
  add( "pred_target.1.block.conv1.weight", { 32, 64, 3, 3 } );
  add( "pred_target.1.temporal_block.conv1.weight", { 32, 32, 3, 1, 1 } );
  const ImportedWeights imported = adoptWeights( file, "mtt.ckpt" );
  QCOMPARE( imported.card.task, std::string( "encoder" ) );
  QVERIFY( contains( imported.match.matched, "layers.1.blocks.0.attn.qkv.weight" ) );
  QVERIFY( contains( imported.match.leftOver, "layers.1.blocks.0.temporal_convolution.compress.weight" ) );
}

void TestAdoptWeights::refusesOtherNetworks_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<std::vector<std::int64_t>>( "shape" );
  QTest::addColumn<QString>( "reason" );
  using Shape = std::vector<std::int64_t>;
  QTest::newRow( "no patch embedding" )
      << "patch_embed.proj.weight" << Shape{} << "lacks the tensor “patch_embed.proj.weight”";
  QTest::newRow( "one channel" ) << "patch_embed.proj.weight" << Shape{ 8, 1, 4, 4 } << "[8, 1, 4, 4]";
  QTest::newRow( "no embedding" ) << "patch_embed.proj.weight" << Shape{ 0, 3, 4, 4 } << "[0, 3, 4, 4]";
  QTest::newRow( "three stages" ) << "layers.3.blocks.0.attn.qkv.weight" << Shape{}
                                  << "no attention blocks in stage 3";
  QTest::newRow( "no heads" ) << "layers.1.blocks.0.attn.logit_scale" << Shape{}
                              << "heads of stage 1 cannot be told";
  QTest::newRow( "odd heads" ) << "layers.1.blocks.0.attn.logit_scale" << Shape{ 3, 1, 1 }
                               << "heads of stage 1 cannot be told";
  QTest::newRow( "other width" ) << "layers.2.blocks.0.attn.qkv.weight" << Shape{ 90, 30 }
                                 << "stage 2 are not 32 wide";
  QTest::newRow( "Swin of version 1" )
      << "layers.0.blocks.0.attn.relative_position_bias_table" << Shape{ 49, 1 } << "first version";
}

//! A small Tyrion with one tensor gone (no shape) or of another shape.
void TestAdoptWeights::refusesOtherNetworks()
{
  QFETCH( QString, name );
  QFETCH( std::vector<std::int64_t>, shape );
  QFETCH( QString, reason );
  TensorFile file = sampleWeights();
  file.tensors.erase( name.toStdString() );
  if ( !shape.empty() )
    file.tensors[name.toStdString()] = storedFloats( shape, std::vector<float>( *elementCount( shape ) ) );
  const QString complaint = complaintAbout( file );
  QVERIFY2( complaint.contains( reason ), qPrintable( complaint ) );
  QVERIFY2( complaint.contains( "somewhere/net.pth" ), qPrintable( complaint ) );
}

QTEST_APPLESS_MAIN( TestAdoptWeights )
#include "testadoptweights.moc"
