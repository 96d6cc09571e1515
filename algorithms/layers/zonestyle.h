#pragma once

class QgsMapLayer;

namespace calving
{

//! A colour and a name for each class of a raster of zones, as we write them.
void styleZones( QgsMapLayer &layer );

//! The ocean as a transparent area in the colour that it has among the zones.
void styleOcean( QgsMapLayer &layer );

//! Confidence from 0.25, a guess, to 1.
void styleConfidence( QgsMapLayer &layer );

//! Rock red, glacier green, ocean blue: pure colours where the network is sure.
void styleProbabilities( QgsMapLayer &layer );

} // namespace calving
