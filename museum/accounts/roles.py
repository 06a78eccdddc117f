"""The roles of the museum, as groups. What each may do stands in the laws of the registers
(museum/accounts/law.py); a village may add groups of its own."""

CURATOR = "馆长"
REGISTRAR = "登记志愿者"
KEEPER = "保管员"
ON_DUTY = "值班员"  # the door, visits and bookings
COORDINATOR = "志愿者召集人"  # the rota and hours
VOLUNTEER = "志愿者"  # nothing but their own shifts and hours
ROLES = (CURATOR, REGISTRAR, KEEPER, ON_DUTY, COORDINATOR, VOLUNTEER)
