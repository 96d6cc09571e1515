#pragma once

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeatureiterator.h>

#include "model/geometry/drawnpolygons.h"
#include "model/scene/frontattributes.h"

class QgsProcessingFeatureSource;
class QgsRectangle;
class QgsVectorLayer;

namespace calving
{

//! The features of \a source, invalid ones too: the core mends what can be mended.
QgsFeatureIterator drawnFeatures( const QgsProcessingFeatureSource &source );

//! Whether the features of \a layer have shapes, of whatever kind: QGIS calls a layer spatial only where they
//! are of one, which collections are not.
bool holdsShapes( const QgsVectorLayer &layer );

//! The coordinate reference system of \a layer, of one of collections, too, to which QGIS gives none.
QgsCoordinateReferenceSystem crsOf( const QgsVectorLayer &layer );

//! The geometry of \a feature. REQUIRES: it has one.
WellKnownBinary shapeOf( const QgsFeature &feature );

//! The attributes of \a feature, which must outlive the result, as dateOfAttributes() asks for them.
AttributeText attributesOf( const QgsFeature &feature );

//! Well-known text of \a crs; empty where it is none.
std::string textOf( const QgsCoordinateReferenceSystem &crs );

//! The shapes of \a source, which is the \a kind of layer that messages name: "area". Throws
//! QgsProcessingException if there is none.
DrawnPolygons drawnPolygons( const QgsProcessingFeatureSource &source,
                             const QString &kind = QStringLiteral( "area" ) );

//! \a extent in \a crs, from its left to its right even where that is more than half of the Earth.
DrawnPolygons drawnRectangle( const QgsRectangle &extent, const QgsCoordinateReferenceSystem &crs );

} // namespace calving
