#include "algorithms/sarinfoalgorithm.h"

#include <qgsprocessingfeedback.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/readparameters.h"
#include "model/sar/product/productparameter.h"
#include "model/sar/product/productreport.h"

namespace calving
{

using namespace key;

namespace
{

QString text( const std::string &value )
{
  return QString::fromStdString( value );
}

QString polarisationsOf( const Product &product )
{
  QStringList list;
  for ( const std::string &polarisation : product.polarisations() )
    list << text( polarisation );
  return list.join( ',' );
}

} // namespace

QString SarInfoAlgorithm::displayName() const
{
  return QObject::tr( "Describe a Sentinel-1 product" );
}

QStringList SarInfoAlgorithm::tags() const
{
  return QObject::tr( "sentinel-1,safe,grd,slc,metadata,footprint,incidence,orbit,radar" ).split( ',' );
}

QString SarInfoAlgorithm::shortDescription() const
{
  return QObject::tr( "Says when, where and how a Sentinel-1 product was taken, and what it holds." );
}

Guide SarInfoAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Reads the metadata of a Sentinel-1 product (GRD or SLC; IW, EW or SM) without unpacking it: mode, "
      "polarisations, orbit, times, footprint, range of incidence angles, and which files came along. The "
      "measurement itself may be absent.\n\n"
      "The facts go to the log, to the outputs for models and scripts, and to a report in HTML." );
  guide.when = QObject::tr(
      "First, on a product that you have just downloaded: is it the place and day you want, which "
      "polarisations does it have, did its files arrive? It takes a second and unpacks nothing." );
  guide.parameters = QStringList{ QStringLiteral( "INPUT" ), QStringLiteral( "OUTPUT" ) };
  guide.result = QObject::tr(
      "Incidence angles and footprint say what the scene can show; a processor version before 2.90 "
      "means border noise, which the calibration removes. What is missing of the product stands in "
      "the log." );
  guide.example =
      QStringList{ QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 OUTPUT=product.SAFE" ),
                   QStringLiteral( "sarinfo INPUT=product.SAFE/manifest.safe OUTPUT=product.html" ) };
  guide.citation = QObject::tr( "The product: “contains modified Copernicus Sentinel data [year]”." );
  guide.next = QStringList{ QStringLiteral( "preprocesssar" ), QStringLiteral( "calibratesar" ) };
  return guide;
}

void SarInfoAlgorithm::initAlgorithm( const QVariantMap & )
{
  std::string input;
  add( productParameter( input ) );
  add( new QgsProcessingParameterFileDestination( OUTPUT, QObject::tr( "Report" ),
                                                  QObject::tr( "HTML files (*.html)" ), QVariant(), true ),
       QObject::tr( "A page with the facts, a table of the images and a sketch of the footprint." ) );

  const auto addText = [this]( const QString &name, const QString &description )
  { addOutput( new QgsProcessingOutputString( name, description ) ); };
  addText( NAME, QObject::tr( "Name of the product" ) );
  addText( MISSION, QObject::tr( "Mission (S1A to S1D)" ) );
  addText( MODE, QObject::tr( "Mode (IW, EW, SM)" ) );
  addText( TYPE, QObject::tr( "Type (GRD, SLC)" ) );
  addText( POLARISATIONS, QObject::tr( "Polarisations, set apart by commas" ) );
  addText( PASS, QObject::tr( "Pass (ASCENDING, DESCENDING)" ) );
  addText( START, QObject::tr( "Start, UTC" ) );
  addText( STOP, QObject::tr( "Stop, UTC" ) );
  addText( PROCESSOR, QObject::tr( "Version of the processor (IPF)" ) );
  addText( FOOTPRINT, QObject::tr( "Footprint (WKT, longitude and latitude)" ) );
  addOutput( new QgsProcessingOutputNumber( RELATIVE_ORBIT, QObject::tr( "Relative orbit" ) ) );
  addOutput( new QgsProcessingOutputNumber( ABSOLUTE_ORBIT, QObject::tr( "Absolute orbit" ) ) );
  addOutput(
      new QgsProcessingOutputNumber( INCIDENCE_NEAR, QObject::tr( "Smallest incidence angle (degrees)" ) ) );
  addOutput(
      new QgsProcessingOutputNumber( INCIDENCE_FAR, QObject::tr( "Largest incidence angle (degrees)" ) ) );
}

QVariantMap SarInfoAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                       QgsProcessingFeedback *feedback )
{
  std::string input;
  readParameters( { productParameter( input ) }, parameters, context, *this );
  const Product product = openProduct( input );
  for ( const auto &[name, value] : describe( product ) )
    feedback->pushInfo( QStringLiteral( "%1: %2" ).arg( text( name ), text( value ) ) );

  const SafeManifest &manifest = product.manifest;
  if ( const QString sentence = text( processorWarning( manifest ) ); !sentence.isEmpty() )
    feedback->pushWarning( sentence );
  const ProductSummary summary = summaryOf( product );
  QVariantMap outputs{ { NAME, text( product.name ) },
                       { MISSION, text( manifest.mission ) },
                       { MODE, text( manifest.mode ) },
                       { TYPE, text( manifest.productType ) },
                       { POLARISATIONS, polarisationsOf( product ) },
                       { PASS, text( manifest.pass ) },
                       { START, text( manifest.start.text() ) },
                       { STOP, text( manifest.stop.text() ) },
                       { PROCESSOR, text( manifest.processorVersion ) },
                       { FOOTPRINT, text( summary.footprint ) },
                       { RELATIVE_ORBIT, manifest.relativeOrbit },
                       { ABSOLUTE_ORBIT, manifest.absoluteOrbit },
                       { INCIDENCE_NEAR, summary.nearIncidence },
                       { INCIDENCE_FAR, summary.farIncidence } };
  const QString report = parameterAsFileOutput( parameters, OUTPUT, context );
  if ( report.isEmpty() )
    return outputs;
  writeProductReport( product, report.toStdString() );
  outputs.insert( OUTPUT, report );
  return outputs;
}

} // namespace calving
