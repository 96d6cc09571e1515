#pragma once

/**
 * The one place that knows the names QGIS changed between 3.22 and 3.44.
 *
 * Write the names below; never the version-dependent ones.
 */

#include <qgis.h>
#include <qgscoordinatereferencesystem.h>
#include <qgsfield.h>
#include <qgsprocessing.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgswkbtypes.h>

namespace calving::compat
{

#if _QGIS_VERSION_INT >= 33600
using NumberType = Qgis::ProcessingNumberParameterType;
constexpr auto numberInteger = Qgis::ProcessingNumberParameterType::Integer;
constexpr auto numberDouble = Qgis::ProcessingNumberParameterType::Double;
constexpr auto fileBehavior = Qgis::ProcessingFileParameterBehavior::File;
constexpr auto folderBehavior = Qgis::ProcessingFileParameterBehavior::Folder;
constexpr auto flagAdvanced = Qgis::ProcessingParameterFlag::Advanced;
constexpr auto flagOptional = Qgis::ProcessingParameterFlag::Optional;
constexpr auto sourceVectorPoint = Qgis::ProcessingSourceType::VectorPoint;
constexpr auto sourceVectorLine = Qgis::ProcessingSourceType::VectorLine;
constexpr auto sourceVectorPolygon = Qgis::ProcessingSourceType::VectorPolygon;
constexpr auto sourceVectorTable = Qgis::ProcessingSourceType::Vector;
constexpr auto sourceRaster = Qgis::ProcessingSourceType::Raster;
constexpr auto sourceMapLayer = Qgis::ProcessingSourceType::MapLayer;
constexpr auto anyField = Qgis::ProcessingFieldParameterDataType::Any;
constexpr auto dateTimeDate = Qgis::ProcessingDateTimeParameterDataType::Date;
constexpr auto wktForGdal = Qgis::CrsWktVariant::PreferredGdal;
constexpr auto skipValidityChecks = Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks;
#else
using NumberType = QgsProcessingParameterNumber::Type;
constexpr auto numberInteger = QgsProcessingParameterNumber::Integer;
constexpr auto numberDouble = QgsProcessingParameterNumber::Double;
constexpr auto fileBehavior = QgsProcessingParameterFile::File;
constexpr auto folderBehavior = QgsProcessingParameterFile::Folder;
constexpr auto flagAdvanced = QgsProcessingParameterDefinition::FlagAdvanced;
constexpr auto flagOptional = QgsProcessingParameterDefinition::FlagOptional;
constexpr auto sourceVectorPoint = QgsProcessing::TypeVectorPoint;
constexpr auto sourceVectorLine = QgsProcessing::TypeVectorLine;
constexpr auto sourceVectorPolygon = QgsProcessing::TypeVectorPolygon;
constexpr auto sourceVectorTable = QgsProcessing::TypeVector;
constexpr auto sourceRaster = QgsProcessing::TypeRaster;
constexpr auto sourceMapLayer = QgsProcessing::TypeMapLayer;
constexpr auto anyField = QgsProcessingParameterField::Any;
constexpr auto dateTimeDate = QgsProcessingParameterDateTime::Date;
constexpr auto wktForGdal = QgsCoordinateReferenceSystem::WKT_PREFERRED_GDAL;
constexpr auto skipValidityChecks = QgsProcessingFeatureSource::FlagSkipGeometryValidityChecks;
#endif

#if _QGIS_VERSION_INT >= 33000
using WkbType = Qgis::WkbType;
constexpr auto lineGeometry = Qgis::GeometryType::Line;
constexpr auto polygonGeometry = Qgis::GeometryType::Polygon;
constexpr auto wkbNone = Qgis::WkbType::NoGeometry;
constexpr auto wkbLineString = Qgis::WkbType::LineString;
constexpr auto wkbMultiLineString = Qgis::WkbType::MultiLineString;
constexpr auto wkbMultiLineStringM = Qgis::WkbType::MultiLineStringM;
constexpr auto wkbMultiPolygon = Qgis::WkbType::MultiPolygon;
#else
using WkbType = QgsWkbTypes::Type;
constexpr auto lineGeometry = QgsWkbTypes::LineGeometry;
constexpr auto polygonGeometry = QgsWkbTypes::PolygonGeometry;
constexpr auto wkbNone = QgsWkbTypes::NoGeometry;
constexpr auto wkbLineString = QgsWkbTypes::LineString;
constexpr auto wkbMultiLineString = QgsWkbTypes::MultiLineString;
constexpr auto wkbMultiLineStringM = QgsWkbTypes::MultiLineStringM;
constexpr auto wkbMultiPolygon = QgsWkbTypes::MultiPolygon;
#endif

#if _QGIS_VERSION_INT >= 33800
constexpr auto fieldString = QMetaType::Type::QString;
constexpr auto fieldInt = QMetaType::Type::Int;
constexpr auto fieldDouble = QMetaType::Type::Double;
constexpr auto fieldDate = QMetaType::Type::QDate;
constexpr auto fieldDateTime = QMetaType::Type::QDateTime;
#else
constexpr auto fieldString = QVariant::String;
constexpr auto fieldInt = QVariant::Int;
constexpr auto fieldDouble = QVariant::Double;
constexpr auto fieldDate = QVariant::Date;
constexpr auto fieldDateTime = QVariant::DateTime;
#endif

} // namespace calving::compat
