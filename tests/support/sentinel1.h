#pragma once

#include <string>

#include <QByteArrayList>
#include <QtTest>

#include <cpl_vsi.h>

#include "support/testdata.h"

//! The real products: paths below the data folder sentinel1/.
inline const QList<const char *> sentinel1Products{
    "S1A_EW_GRDM_20221130_SevernayaZemlya_HHHV.zip",
    "S1A_IW_GRDH_1SDV_20150203T043109_20150203T043134_004454_00574F_FEC3.zip",
    "S1A_IW_GRDH_20210809_France_VVVH.zip",
    "S1A_IW_SL1_20141031_WGreenland_HH.zip",
    "sarsen_Rome_GRD_SLC_DEM.zip/S1B_IW_GRDH_1SDV_20211223T051122_20211223T051147_030148_039993_5371.SAFE",
    "sarsen_Rome_GRD_SLC_DEM.zip/S1A_IW_SLC__1SDV_20220104T170557_20220104T170624_041314_04E951_F1F1.SAFE",
};

//! Path of sentinel1Products[index].
inline QString sentinel1Path( int index )
{
  return testData( "sentinel1" ) + '/' + sentinel1Products[index];
}

//! Writes \a text to the file \a path, in memory if it begins with /vsimem/.
inline void putFile( const std::string &path, const std::string &text )
{
  VSILFILE *file = VSIFOpenL( path.c_str(), "wb" );
  VSIFWriteL( text.data(), 1, text.size(), file );
  VSIFCloseL( file );
}
