#pragma once

#include <QString>

/**
 * The parameters and outputs that the code of algorithms names: QGIS's own kinds, such as layers, and
 * results.
 *
 * What a table of the core declares has its key there alone.
 */
namespace calving::key
{

inline const QString ABSOLUTE_ORBIT = QStringLiteral( "ABSOLUTE_ORBIT" );
inline const QString ADDED = QStringLiteral( "ADDED" );
inline const QString ADVANCE = QStringLiteral( "ADVANCE" );
inline const QString APPEND = QStringLiteral( "APPEND" );
inline const QString ARCHITECTURE = QStringLiteral( "ARCHITECTURE" );
inline const QString AREA = QStringLiteral( "AREA" );
inline const QString AREAS = QStringLiteral( "AREAS" );
inline const QString AREA_CHANGE = QStringLiteral( "AREA_CHANGE" );
inline const QString AREA_MASK = QStringLiteral( "AREA_MASK" );
inline const QString BAND = QStringLiteral( "BAND" );
inline const QString BOX = QStringLiteral( "BOX" );
inline const QString CATCHMENT = QStringLiteral( "CATCHMENT" );
inline const QString CENTRE = QStringLiteral( "CENTRE" );
inline const QString CENTRELINE = QStringLiteral( "CENTRELINE" );
inline const QString CLOSED_COUNT = QStringLiteral( "CLOSED_COUNT" );
inline const QString CONFIDENCE = QStringLiteral( "CONFIDENCE" );
inline const QString CRS = QStringLiteral( "CRS" );
inline const QString CSV = QStringLiteral( "CSV" );
inline const QString DATASET = QStringLiteral( "DATASET" );
inline const QString DATE_FIELD = QStringLiteral( "DATE_FIELD" );
inline const QString DEM = QStringLiteral( "DEM" );
inline const QString EPOCHS_DONE = QStringLiteral( "EPOCHS_DONE" );
inline const QString ERRORS = QStringLiteral( "ERRORS" );
inline const QString ERROR_FIELD = QStringLiteral( "ERROR_FIELD" );
inline const QString EVIDENCE = QStringLiteral( "EVIDENCE" );
inline const QString EXTENT = QStringLiteral( "EXTENT" );
inline const QString FJORD = QStringLiteral( "FJORD" );
inline const QString FLAGGED = QStringLiteral( "FLAGGED" );
inline const QString FOOTPRINT = QStringLiteral( "FOOTPRINT" );
inline const QString FOOTPRINTS = QStringLiteral( "FOOTPRINTS" );
inline const QString FRONTS = QStringLiteral( "FRONTS" );
inline const QString FRONT_COUNT = QStringLiteral( "FRONT_COUNT" );
inline const QString FRONT_LENGTH = QStringLiteral( "FRONT_LENGTH" );
inline const QString FRONT_PIXELS = QStringLiteral( "FRONT_PIXELS" );
inline const QString GLACIERS = QStringLiteral( "GLACIERS" );
inline const QString GLACIER_FIELD = QStringLiteral( "GLACIER_FIELD" );
inline const QString INCIDENCE = QStringLiteral( "INCIDENCE" );
inline const QString INCIDENCE_FAR = QStringLiteral( "INCIDENCE_FAR" );
inline const QString INCIDENCE_NEAR = QStringLiteral( "INCIDENCE_NEAR" );
inline const QString INPUT = QStringLiteral( "INPUT" );
inline const QString INPUTS = QStringLiteral( "INPUTS" );
inline const QString IOU = QStringLiteral( "IOU" );
inline const QString LABELS = QStringLiteral( "LABELS" );
inline const QString LEFT_OUT = QStringLiteral( "LEFT_OUT" );
inline const QString LEFT_OVER = QStringLiteral( "LEFT_OVER" );
inline const QString LEFT_OVER_NAMES = QStringLiteral( "LEFT_OVER_NAMES" );
inline const QString LOSS = QStringLiteral( "LOSS" );
inline const QString LOSS_OF_MEANS = QStringLiteral( "LOSS_OF_MEANS" );
inline const QString MASK = QStringLiteral( "MASK" );
inline const QString MATCHED = QStringLiteral( "MATCHED" );
inline const QString MATCHED_NAMES = QStringLiteral( "MATCHED_NAMES" );
inline const QString MDE = QStringLiteral( "MDE" );
inline const QString MISSING = QStringLiteral( "MISSING" );
inline const QString MISSING_NAMES = QStringLiteral( "MISSING_NAMES" );
inline const QString MISSION = QStringLiteral( "MISSION" );
inline const QString MODE = QStringLiteral( "MODE" );
inline const QString MODEL = QStringLiteral( "MODEL" );
inline const QString MONTHS = QStringLiteral( "MONTHS" );
inline const QString MOTION = QStringLiteral( "MOTION" );
inline const QString NAME = QStringLiteral( "NAME" );
inline const QString NAME_FIELD = QStringLiteral( "NAME_FIELD" );
inline const QString NEGATIVE_PIXELS = QStringLiteral( "NEGATIVE_PIXELS" );
inline const QString NO_FRONT = QStringLiteral( "NO_FRONT" );
inline const QString NO_FRONT_SCENES = QStringLiteral( "NO_FRONT_SCENES" );
inline const QString OCEAN = QStringLiteral( "OCEAN" );
inline const QString OPTICAL = QStringLiteral( "OPTICAL" );
inline const QString OUTPUT = QStringLiteral( "OUTPUT" );
inline const QString PASS = QStringLiteral( "PASS" );
inline const QString PATH_FIELD = QStringLiteral( "PATH_FIELD" );
inline const QString PIXELS = QStringLiteral( "PIXELS" );
inline const QString POLARISATIONS = QStringLiteral( "POLARISATIONS" );
inline const QString POLYGONS = QStringLiteral( "POLYGONS" );
inline const QString PREDICTED = QStringLiteral( "PREDICTED" );
inline const QString PROBABILITIES = QStringLiteral( "PROBABILITIES" );
inline const QString PROCESSOR = QStringLiteral( "PROCESSOR" );
inline const QString PRODUCT = QStringLiteral( "PRODUCT" );
inline const QString PRODUCT_LINES = QStringLiteral( "PRODUCT_LINES" );
inline const QString PRODUCT_SAMPLES = QStringLiteral( "PRODUCT_SAMPLES" );
inline const QString RASTERS = QStringLiteral( "RASTERS" );
inline const QString RASTER_FIELD = QStringLiteral( "RASTER_FIELD" );
inline const QString REFERENCE = QStringLiteral( "REFERENCE" );
inline const QString REFERENCE_ZONES = QStringLiteral( "REFERENCE_ZONES" );
inline const QString RELATIVE_ORBIT = QStringLiteral( "RELATIVE_ORBIT" );
inline const QString REPORT = QStringLiteral( "REPORT" );
inline const QString ROCK = QStringLiteral( "ROCK" );
inline const QString SAR = QStringLiteral( "SAR" );
inline const QString SCENE = QStringLiteral( "SCENE" );
inline const QString SCENES = QStringLiteral( "SCENES" );
inline const QString STACK = QStringLiteral( "STACK" );
inline const QString START = QStringLiteral( "START" );
inline const QString STOP = QStringLiteral( "STOP" );
inline const QString STRIDE = QStringLiteral( "STRIDE" );
inline const QString SUMMARY = QStringLiteral( "SUMMARY" );
inline const QString TARGETS = QStringLiteral( "TARGETS" );
inline const QString TASK = QStringLiteral( "TASK" );
inline const QString THICKNESS = QStringLiteral( "THICKNESS" );
inline const QString TIME_COUNT = QStringLiteral( "TIME_COUNT" );
inline const QString TRAINING_FOLDER = QStringLiteral( "TRAINING_FOLDER" );
inline const QString TREND = QStringLiteral( "TREND" );
inline const QString TYPE = QStringLiteral( "TYPE" );
inline const QString VALIDATING = QStringLiteral( "VALIDATING" );
inline const QString WALLS = QStringLiteral( "WALLS" );
inline const QString ZONES = QStringLiteral( "ZONES" );
inline const QString ZONES_FIELD = QStringLiteral( "ZONES_FIELD" );
inline const QString ZONES_FOLDER = QStringLiteral( "ZONES_FOLDER" );
inline const QString ZONES_LAYER = QStringLiteral( "ZONES_LAYER" );

} // namespace calving::key
