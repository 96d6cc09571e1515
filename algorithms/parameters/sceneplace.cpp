#include "algorithms/parameters/sceneparameters.h"

#include <limits>

#include <QDateTime>
#include <QObject>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include "algorithms/qgiscompat.h"
#include "model/base/calendar.h"
#include "model/error.h"
#include "model/raster/decibelwindow.h"

namespace calving
{

namespace
{

constexpr double unbounded = std::numeric_limits<double>::max();

//! Bounds and default of a number; "optional" because QGIS asks for a value although there is a default.
struct Range
{
  QVariant value;
  double low;
  double high = unbounded;
};

DocumentedParameter number( const char *key, const QString &label, const Range &range, const QString &help )
{
  const bool whole = range.value.type() == QVariant::Int;
  return { std::make_unique<QgsProcessingParameterNumber>(
               QString::fromLatin1( key ), label, whole ? compat::numberInteger : compat::numberDouble,
               range.value, true, range.low, range.high ),
           help };
}

DocumentedParameter choice( const char *key, const QString &label, const QStringList &options,
                            const QString &help )
{
  return { std::make_unique<QgsProcessingParameterEnum>( QString::fromLatin1( key ), label, options, false, 0,
                                                         true ),
           help };
}

template <typename Parameter>
DocumentedParameter other( const char *key, const QString &label, const QString &help )
{
  return { std::make_unique<Parameter>( QString::fromLatin1( key ), label, QVariant(), true ), help };
}

void addTime( std::vector<DocumentedParameter> &list )
{
  list.push_back(
      { std::make_unique<QgsProcessingParameterDateTime>( QStringLiteral( "DATE" ), QObject::tr( "Date" ),
                                                          compat::dateTimeDate, QDate( 2020, 7, 1 ), true ),
        QObject::tr( "Date of the scene, or of the first one. It decides snow, melange and where the "
                     "front stands." ) } );
  list.push_back(
      number( "DATES", QObject::tr( "Number of dates" ), { 1, 1, 10000 },
              QObject::tr( "How many dates the fronts and the training set cover. The rasters show the "
                           "first one." ) ) );
  list.push_back( number( "INTERVAL", QObject::tr( "Days between dates" ), { 30, 1, 3660 },
                          QObject::tr( "Days from one date to the next." ) ) );
  list.push_back(
      number( "RATE", QObject::tr( "Retreat rate (metres per year)" ), { 300.0, -20000, 20000 },
              QObject::tr( "Mean retreat of the calving front, counted from 1 January 2020. Negative "
                           "values make it advance. The front stays within a fifth of the scene." ) ) );
}

//! QGIS quietly takes the default for a text that is no date.
QDate dateOf( const QVariant &value, const QDateTime &understood )
{
  const bool misread = value.type() == QVariant::String &&
                       !QDate::fromString( value.toString().left( 10 ), Qt::ISODate ).isValid();
  if ( misread || !understood.isValid() )
    throw Error( "DATE is “" + value.toString().toStdString() +
                 "”, which is not a date. Write it as year-month-day, for example 2020-07-01." );
  return understood.date();
}

//! The values of those scene parameters that an algorithm has; of the others there are defaults.
class Values
{
public:
  Values( const QVariantMap &parameters, QgsProcessingContext &context,
          const QgsProcessingAlgorithm &algorithm )
    : mParameters( parameters )
    , mContext( context )
    , mAlgorithm( algorithm )
  {
  }

  const QgsProcessingParameterDefinition *definition( const char *key ) const
  {
    return mAlgorithm.parameterDefinition( QString::fromLatin1( key ) );
  }
  void read( int &value, const char *key ) const
  {
    if ( const auto *parameter = definition( key ) )
      value = QgsProcessingParameters::parameterAsInt( parameter, mParameters, mContext );
  }
  void read( double &value, const char *key ) const
  {
    if ( const auto *parameter = definition( key ) )
      value = QgsProcessingParameters::parameterAsDouble( parameter, mParameters, mContext );
  }
  void read( bool &value, const char *key ) const
  {
    if ( const auto *parameter = definition( key ) )
      value = QgsProcessingParameters::parameterAsBoolean( parameter, mParameters, mContext );
  }
  template <typename Enum> void readChoice( Enum &value, const char *key ) const
  {
    if ( const auto *parameter = definition( key ) )
      value =
          static_cast<Enum>( QgsProcessingParameters::parameterAsEnum( parameter, mParameters, mContext ) );
  }

private:
  const QVariantMap &mParameters;
  QgsProcessingContext &mContext;
  const QgsProcessingAlgorithm &mAlgorithm;
};

} // namespace

std::vector<DocumentedParameter> sceneParameters()
{
  std::vector<DocumentedParameter> list;
  list.push_back( number( "SEED", QObject::tr( "Seed" ), { 1, 0, 2147483647 },
                          QObject::tr( "Chooses the glacier. One seed always gives the same pixels." ) ) );
  addTime( list );
  list.push_back( number( "WIDTH", QObject::tr( "Width (pixels)" ), { 1024, 16, 100000 },
                          QObject::tr( "Columns of the rasters." ) ) );
  list.push_back( number( "HEIGHT", QObject::tr( "Height (pixels)" ), { 1024, 16, 100000 },
                          QObject::tr( "Rows of the rasters." ) ) );
  list.push_back( number( "PIXEL_SIZE", QObject::tr( "Pixel size (metres)" ), { 20.0, 0.5, 1000 },
                          QObject::tr( "Side of a pixel. Scenes wider than 30 km show several fjords." ) ) );
  list.push_back(
      { std::make_unique<QgsProcessingParameterCrs>( QStringLiteral( "CRS" ),
                                                     QObject::tr( "Coordinate reference system" ),
                                                     QStringLiteral( "EPSG:3413" ), true ),
        QObject::tr( "Any projected system; by default the polar stereographic one of Greenland." ) } );
  list.push_back( other<QgsProcessingParameterPoint>(
      "CENTRE", QObject::tr( "Middle of the scene" ),
      QObject::tr( "Where the scene lies. By default a glacier coast where the system is meant to be used: "
                   "Uummannaq, the Antarctic Peninsula, Svalbard or Alaska." ) ) );
  return list;
}

std::vector<DocumentedParameter> rareSceneParameters()
{
  std::vector<DocumentedParameter> list;
  list.push_back(
      number( "SEASONAL", QObject::tr( "Seasonal movement (metres)" ), { 200.0, 0, 20000 },
              QObject::tr( "How far the front moves out in spring and back in autumn, from its mean." ) ) );
  list.push_back(
      choice( "MELANGE", QObject::tr( "Melange" ),
              { QObject::tr( "By season" ), QObject::tr( "None" ), QObject::tr( "Full" ) },
              QObject::tr( "Floating ice in front of the glacier: by season (most of it in winter), open "
                           "water with icebergs, or a fjord full of ice." ) ) );
  list.push_back( number( "INCIDENCE", QObject::tr( "Incidence angle (degrees)" ), { 40.0, 15, 65 },
                          QObject::tr( "Angle between the radar's rays and the vertical." ) ) );
  list.push_back(
      number( "LOOK_DIRECTION", QObject::tr( "Look direction (degrees)" ), { 80.0, -360, 360 },
              QObject::tr( "Direction in which the radar looks, clockwise from the top of the map. 80 "
                           "is an ascending, 280 a descending orbit." ) ) );
  list.push_back( { std::make_unique<QgsProcessingParameterBoolean>(
                        QStringLiteral( "BOTH_PASSES" ), QObject::tr( "Look from both sides" ), false, true ),
                    QObject::tr( "Every second date is seen from the opposite side." ) } );
  list.push_back( number( "LOOKS", QObject::tr( "Looks" ), { 4.0, 0.5, 10000 },
                          QObject::tr( "Equivalent number of looks: more looks, less speckle." ) ) );
  list.push_back( number( "NOISE_FLOOR", QObject::tr( "Noise floor (dB)" ), { -22.0, -60, 0 },
                          QObject::tr( "Backscatter that equals the noise of the instrument." ) ) );
  list.push_back(
      choice( "UNIT", QObject::tr( "Unit of the scene" ),
              { QObject::tr( "8 bit" ), QObject::tr( "dB" ), QObject::tr( "Linear" ) },
              QObject::tr( "8 bit over the window below, decibels, or linear backscatter (sigma0)." ) ) );
  list.push_back( number( "DB_MIN", QObject::tr( "Window from (dB)" ), { DecibelWindow().minimum, -60, 60 },
                          QObject::tr( "Backscatter that becomes 0 of 255." ) ) );
  list.push_back( number( "DB_MAX", QObject::tr( "Window to (dB)" ), { DecibelWindow().maximum, -60, 60 },
                          QObject::tr( "Backscatter that becomes 255 of 255." ) ) );
  list.push_back(
      { std::make_unique<QgsProcessingParameterString>( QStringLiteral( "SENSOR" ), QObject::tr( "Sensor" ),
                                                        QStringLiteral( "S1" ), false, true ),
        QObject::tr( "Name of the sensor in file names and metadata." ) } );
  list.push_back(
      number( "THREADS", QObject::tr( "Threads" ), { 0, 0, 1024 },
              QObject::tr( "Threads to compute with. 0 uses every core. Never changes a pixel." ) ) );
  return list;
}

SceneOptions sceneOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm )
{
  using Parameters = QgsProcessingParameters;
  const Values values( parameters, context, algorithm );
  SceneOptions options;
  int seed = 1;
  values.read( seed, "SEED" );
  options.seed = static_cast<std::uint64_t>( seed );
  const QDate date =
      dateOf( parameters.value( QStringLiteral( "DATE" ) ),
              Parameters::parameterAsDateTime( values.definition( "DATE" ), parameters, context ) );
  options.firstDay = dayNumber( { date.year(), date.month(), date.day() } );
  values.read( options.dates, "DATES" );
  values.read( options.intervalDays, "INTERVAL" );
  values.read( options.retreatRate, "RATE" );
  values.read( options.seasonalAmplitude, "SEASONAL" );
  values.read( options.width, "WIDTH" );
  values.read( options.height, "HEIGHT" );
  values.read( options.pixelSizeMetres, "PIXEL_SIZE" );
  const QgsCoordinateReferenceSystem crs =
      Parameters::parameterAsCrs( values.definition( "CRS" ), parameters, context );
  options.crs = crs.toWkt( compat::wktForGdal ).toStdString();
  if ( parameters.value( QStringLiteral( "CENTRE" ) ).isValid() )
  {
    const QgsPointXY centre =
        Parameters::parameterAsPoint( values.definition( "CENTRE" ), parameters, context, crs );
    options.centre = { { centre.x(), centre.y() } };
  }
  values.readChoice( options.melange, "MELANGE" );
  values.read( options.incidence, "INCIDENCE" );
  values.read( options.lookDirection, "LOOK_DIRECTION" );
  values.read( options.bothPasses, "BOTH_PASSES" );
  values.read( options.looks, "LOOKS" );
  values.read( options.noiseFloorDb, "NOISE_FLOOR" );
  values.readChoice( options.unit, "UNIT" );
  values.read( options.dbMin, "DB_MIN" );
  values.read( options.dbMax, "DB_MAX" );
  if ( const QgsProcessingParameterDefinition *sensor = values.definition( "SENSOR" ) )
    options.sensor = Parameters::parameterAsString( sensor, parameters, context ).trimmed().toStdString();
  values.read( options.threads, "THREADS" );
  return options;
}

} // namespace calving
