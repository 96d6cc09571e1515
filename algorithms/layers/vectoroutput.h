#pragma once

#include <QStringList>
#include <QVariantMap>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeature.h>
#include <qgsfields.h>

#include "algorithms/layers/qgiscompat.h"

class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace calving
{

//! Features on their way to a file, a database or memory.
struct VectorContent
{
  QgsFields fields;
  compat::WkbType type = compat::wkbNone;
  QgsCoordinateReferenceSystem crs;
  QgsFeatureList features;
  //! Sentences on how they were made, besides the algorithm and its parameters.
  QStringList history;
};

//! What becomes of features that a destination holds already.
enum class OldFeatures
{
  Replaced,
  //! The new ones are added to them; for layers of GeoPackages and tables of PostgreSQL.
  Kept
};

/**
 * A feature sink that appears whole or not at all.
 *
 * QGIS empties an existing file or layer when a sink is opened. Here nothing is opened before write(); where
 * the destination is a file, the new one is written in a folder beside it and moved over the old one, with
 * all files that belong to it, when it is complete. A layer of a shared file (GeoPackage) is written beside
 * it as well and then takes the old one's place in one transaction, and so does a table of PostgreSQL. Memory
 * layers, other databases and shared files without transactions (spreadsheets) get the features directly. CSV
 * tables get geometries as text. Layers of GeoPackages say how they were made (see layerMetadata()).
 */
class VectorOutput
{
public:
  //! \a parameter is a QgsProcessingParameterFeatureSink. All three outlive this object.
  VectorOutput( const QgsProcessingParameterDefinition *parameter, const QVariantMap &parameters,
                QgsProcessingContext &context );

  //! False where the user left an optional output out.
  bool isWanted() const { return !mDestination.isEmpty(); }
  //! Whether field names are limited to ten letters.
  bool isShapefile() const;
  /**
   * Writes \a content and announces the layer to the project, where the user asked for that.
   *
   * Returns what to give back as the output's value. Throws QgsProcessingException, naming the destination.
   */
  QString write( const VectorContent &content, OldFeatures old = OldFeatures::Replaced ) const;

private:
  bool isGeoPackage() const;
  QString place( const VectorContent &content ) const;
  QString fill( const QVariant &value, const VectorContent &content, bool isBeside ) const;
  QString writeBeside( const VectorContent &content ) const;
  QString add( const VectorContent &content ) const;
  QString writeTable( const VectorContent &content, OldFeatures old ) const;
  QString filledBeside( const QString &folder, const VectorContent &content ) const;
  QVariant besideIt( const QString &destination ) const;
  void describe( const QString &layer, const VectorContent &content ) const;
  void announce( const QString &layer ) const;

  const QgsProcessingParameterDefinition *mParameter;
  const QVariantMap &mParameters;
  QgsProcessingContext &mContext;
  QVariant mValue;
  QString mDestination;
  //! Of a file alone, or of one that holds other layers too; empty where the destination is none.
  QString mFile;
  bool mIsLayerOfFile = false;
};

} // namespace calving
