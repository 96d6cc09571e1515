#include "algorithms/layers/evaluationlayers.h"

#include <cmath>
#include <set>

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgslinestring.h>

namespace calving
{

namespace
{

constexpr int textColumns = 2;
constexpr int countColumns = 3;

QgsFeature row( const GroupScores &scores, const QgsFields &fields )
{
  QgsFeature feature( fields );
  feature.setAttribute( 0, QString::fromStdString( scores.kind ) );
  feature.setAttribute( 1, QString::fromStdString( scores.name ) );
  const std::vector<double> numbers = evaluationNumbers( scores );
  for ( int i = 0; i < static_cast<int>( numbers.size() ); ++i )
  {
    const double number = numbers[static_cast<std::size_t>( i )];
    if ( i < countColumns )
      feature.setAttribute( textColumns + i, static_cast<int>( number ) );
    else if ( std::isfinite( number ) )
      feature.setAttribute( textColumns + i, number );
  }
  return feature;
}

QgsCoordinateReferenceSystem systemOf( const std::string &crs )
{
  return QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( crs ) );
}

//! That of the reference fronts, where all have the same, else WGS 84. Invalid where all lie nowhere.
QgsCoordinateReferenceSystem commonSystem( const std::vector<SceneEvaluation> &scenes )
{
  std::set<std::string> systems;
  for ( const SceneEvaluation &scene : scenes )
    if ( !scene.errors.empty() )
      systems.insert( scene.referenceCrs );
  if ( systems.size() == 1 )
    return systemOf( *systems.begin() );
  return systems.empty() ? QgsCoordinateReferenceSystem()
                         : QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) );
}

} // namespace

VectorContent evaluationTable( const std::vector<SceneEvaluation> &scenes,
                               const std::vector<GroupScores> &groups )
{
  VectorContent table;
  const std::vector<std::string> columns = evaluationColumns();
  for ( int i = 0; i < static_cast<int>( columns.size() ); ++i )
    table.fields.append( QgsField( QString::fromStdString( columns[static_cast<std::size_t>( i )] ),
                                   i < textColumns                  ? compat::fieldString
                                   : i < textColumns + countColumns ? compat::fieldInt
                                                                    : compat::fieldDouble ) );
  for ( const GroupScores &group : groups )
    table.features << row( group, table.fields );
  for ( const SceneEvaluation &scene : scenes )
    table.features << row( sceneScores( scene ), table.fields );
  return table;
}

VectorContent errorLayer( const std::vector<SceneEvaluation> &scenes,
                          const QgsCoordinateTransformContext &transformContext )
{
  VectorContent layer;
  layer.type = compat::wkbLineString;
  layer.fields.append( QgsField( QStringLiteral( "scene" ), compat::fieldString ) );
  layer.fields.append( QgsField( QStringLiteral( "side" ), compat::fieldString ) );
  layer.fields.append( QgsField( QStringLiteral( "distance_m" ), compat::fieldDouble ) );
  layer.crs = commonSystem( scenes );
  for ( const SceneEvaluation &scene : scenes )
  {
    if ( scene.crs.empty() && layer.crs.isValid() ) // it lies nowhere on that map
      continue;
    const QgsCoordinateTransform transform( systemOf( scene.crs ), layer.crs, transformContext );
    for ( const ErrorSegment &error : scene.errors )
    {
      QgsGeometry line( new QgsLineString( QgsPoint( error.from[0], error.from[1] ),
                                           QgsPoint( error.to[0], error.to[1] ) ) );
      line.transform( transform );
      QgsFeature feature( layer.fields );
      feature.setAttribute( 0, QString::fromStdString( scene.name ) );
      feature.setAttribute( 1, error.ofPredicted ? QStringLiteral( "predicted" )
                                                 : QStringLiteral( "reference" ) );
      feature.setAttribute( 2, error.metres );
      feature.setGeometry( line );
      layer.features << feature;
    }
  }
  return layer;
}

} // namespace calving
